CREATE TABLE `search_texts` (
	`id` integer PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`part` text NOT NULL,
	`ref` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `search_texts_by_incident` ON `search_texts` (`incident_id`);--> statement-breakpoint
CREATE VIRTUAL TABLE `search_words` USING fts5(title, words, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
