DROP INDEX `deliveries_trouble`;--> statement-breakpoint
CREATE INDEX `deliveries_trouble` ON `deliveries` (`event_id`,`state`) WHERE state in ('failed', 'suppressed', 'retrying', 'bounced', 'skipped');--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `pace_since` integer;--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `pace_from` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `fan_outs` ADD `resent_at` integer;--> statement-breakpoint
CREATE INDEX `subscribers_by_owner` ON `subscribers` (`owner_address`) WHERE owner_address is not null;--> statement-breakpoint
CREATE INDEX `subscribers_by_new_address` ON `subscribers` (`new_address_key`) WHERE new_address_key is not null;