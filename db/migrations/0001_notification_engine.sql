CREATE TABLE `subscriber_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`actor` text NOT NULL,
	`name` text NOT NULL,
	`attested` integer NOT NULL,
	`dry_run` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`rest` text NOT NULL,
	`lines` integer NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`added` integer DEFAULT 0 NOT NULL,
	`known` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	`errors` text NOT NULL
);
--> statement-breakpoint
DROP INDEX `deliveries_trouble`;--> statement-breakpoint
CREATE INDEX `deliveries_trouble` ON `deliveries` (`event_id`,`state`) WHERE state in ('failed', 'suppressed', 'retrying', 'bounced');--> statement-breakpoint
DROP INDEX `subscribers_to_count`;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `host` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `owner_address` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `previous_secret` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `previous_secret_until` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `new_address` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `new_address_key` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `new_address_asked_at` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_incidents` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_maintenance` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_postmortems` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `hears_promises` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `paused_until` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `failing_since` integer;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `warned_at` integer;--> statement-breakpoint
CREATE INDEX `subscribers_failing` ON `subscribers` (`failing_since`) WHERE failing_since is not null;--> statement-breakpoint
CREATE INDEX `subscribers_to_count` ON `subscribers` (`state`,`channel`,`everything`,`confirmed_at`,`floor`,`hears_incidents`,`hears_maintenance`,`hears_postmortems`,`hears_promises`);--> statement-breakpoint
ALTER TABLE `subscribers` DROP COLUMN `postmortems_only`;--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `bounced` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `first_settled_at` integer;--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `last_settled_at` integer;--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `folded_at` integer;--> statement-breakpoint
CREATE INDEX `fan_outs_to_fold` ON `fan_outs` (`event_id`) WHERE folded_at is null;--> statement-breakpoint
ALTER TABLE `page` ADD `collapse_updates` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `subscriber_incidents` ADD `what` text DEFAULT 'updates' NOT NULL;--> statement-breakpoint
CREATE INDEX `subscriber_incidents_by_incident` ON `subscriber_incidents` (`incident_id`);