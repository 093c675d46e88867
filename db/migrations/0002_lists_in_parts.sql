CREATE TABLE `subscriber_import_parts` (
	`import_id` text NOT NULL,
	`number` integer NOT NULL,
	`lines` integer NOT NULL,
	`rows` text NOT NULL,
	PRIMARY KEY(`import_id`, `number`),
	FOREIGN KEY (`import_id`) REFERENCES `subscriber_imports`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `subscriber_imports` ADD `asked` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriber_imports` ADD `repeated` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `subscriber_imports_by_start` ON `subscriber_imports` (`started_at`);--> statement-breakpoint
ALTER TABLE `subscriber_imports` DROP COLUMN `rest`;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `import_id` text;--> statement-breakpoint
CREATE INDEX `subscribers_to_list` ON `subscribers` (`state`,`id`);