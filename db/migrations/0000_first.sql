CREATE TABLE `claims` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`component_id` text NOT NULL,
	`state` text NOT NULL,
	`cause` text NOT NULL,
	`cause_id` text NOT NULL,
	`began_at` integer NOT NULL,
	`ended_at` integer,
	`replaces` integer,
	`replaced_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`component_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replaces`) REFERENCES `claims`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `claims_by_component` ON `claims` (`component_id`,`began_at`);--> statement-breakpoint
CREATE INDEX `claims_by_cause` ON `claims` (`cause`,`cause_id`);--> statement-breakpoint
CREATE INDEX `claims_open` ON `claims` (`ended_at`,`replaced_at`);--> statement-breakpoint
CREATE TABLE `components` (
	`id` text PRIMARY KEY NOT NULL,
	`is_group` integer DEFAULT false NOT NULL,
	`group_id` text,
	`name` text NOT NULL,
	`description` text,
	`position` integer NOT NULL,
	`showcase` integer DEFAULT true NOT NULL,
	`only_show_if_degraded` integer DEFAULT false NOT NULL,
	`start_date` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`retired_at` integer,
	FOREIGN KEY (`group_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `components_by_group` ON `components` (`group_id`,`position`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`event_id` integer NOT NULL,
	`channel` text NOT NULL,
	`recipient_kind` text NOT NULL,
	`recipient_id` integer NOT NULL,
	`rank` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer,
	`lease_owner` text,
	`lease_until` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`outcome` text,
	`settled_at` integer,
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`event_id`,`channel`,`recipient_kind`,`recipient_id`);--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`channel`,`rank`,`event_id`,`id`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `deliveries_retrying` ON `deliveries` (`next_try_at`) WHERE state = 'retrying';--> statement-breakpoint
CREATE INDEX `deliveries_leased` ON `deliveries` (`lease_until`) WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX `deliveries_trouble` ON `deliveries` (`event_id`,`state`) WHERE state in ('failed', 'suppressed', 'retrying');--> statement-breakpoint
CREATE INDEX `deliveries_by_recipient` ON `deliveries` (`recipient_kind`,`recipient_id`,`id`);--> statement-breakpoint
CREATE TABLE `fan_outs` (
	`event_id` integer NOT NULL,
	`channel` text NOT NULL,
	`cursor` integer DEFAULT 0 NOT NULL,
	`expanded_at` integer,
	`waiting` integer DEFAULT 0 NOT NULL,
	`sent` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`suppressed` integer DEFAULT 0 NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`retried` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`event_id`, `channel`),
	FOREIGN KEY (`event_id`) REFERENCES `events`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fan_outs_open` ON `fan_outs` (`expanded_at`,`event_id`);--> statement-breakpoint
CREATE TABLE `due` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `due_once` ON `due` (`kind`,`subject`,`at`);--> statement-breakpoint
CREATE INDEX `due_next` ON `due` (`done_at`,`at`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`public_seq` integer,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`incident_id` text,
	`before` text,
	`after` text,
	`audience` text NOT NULL,
	`tell` text DEFAULT 'nobody' NOT NULL,
	`not_before` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_by_public_seq` ON `events` (`public_seq`);--> statement-breakpoint
CREATE INDEX `events_by_incident` ON `events` (`incident_id`,`id`);--> statement-breakpoint
CREATE INDEX `events_by_subject` ON `events` (`subject`,`id`);--> statement-breakpoint
CREATE INDEX `events_to_tell` ON `events` (`tell`,`id`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`actor` text NOT NULL,
	`route` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`result_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`actor`, `route`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_age` ON `idempotency_keys` (`at`);--> statement-breakpoint
CREATE TABLE `incident_components` (
	`incident_id` text NOT NULL,
	`component_id` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`incident_id`, `component_id`),
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`component_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `incident_components_by_component` ON `incident_components` (`component_id`);--> statement-breakpoint
CREATE TABLE `incidents` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`impact` text NOT NULL,
	`impact_override` text,
	`severity` text,
	`advice` text,
	`not_affected` text,
	`started_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`identified_at` integer,
	`monitoring_at` integer,
	`resolved_at` integer,
	`backfilled_at` integer,
	`imported_from` text
);
--> statement-breakpoint
CREATE INDEX `incidents_by_start` ON `incidents` (`kind`,`started_at`);--> statement-breakpoint
CREATE INDEX `incidents_by_status` ON `incidents` (`status`);--> statement-breakpoint
CREATE TABLE `maintenances` (
	`incident_id` text PRIMARY KEY NOT NULL,
	`scheduled_for` integer NOT NULL,
	`scheduled_until` integer NOT NULL,
	`time_zone` text NOT NULL,
	`auto_begin` integer DEFAULT true NOT NULL,
	`auto_complete` integer DEFAULT true NOT NULL,
	`began_at` integer,
	`completed_at` integer,
	`cancelled_at` integer,
	`sequence` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `update_components` (
	`update_id` text NOT NULL,
	`component_id` text NOT NULL,
	`name` text NOT NULL,
	`old_state` text NOT NULL,
	`new_state` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`update_id`, `component_id`),
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `update_translations` (
	`update_id` text NOT NULL,
	`language` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`update_id`, `language`),
	FOREIGN KEY (`update_id`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `updates` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`origin_id` text NOT NULL,
	`replaces` text,
	`replaced_at` integer,
	`retracted_at` integer,
	`status` text NOT NULL,
	`body` text NOT NULL,
	`format` text DEFAULT 'markdown' NOT NULL,
	`language` text NOT NULL,
	`display_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`author` text NOT NULL,
	`notify` integer DEFAULT true NOT NULL,
	`next_update_by` integer,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replaces`) REFERENCES `updates`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `updates_by_incident` ON `updates` (`incident_id`,`display_at`);--> statement-breakpoint
CREATE INDEX `updates_by_origin` ON `updates` (`origin_id`);--> statement-breakpoint
CREATE TABLE `meta` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `page` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`url` text NOT NULL,
	`time_zone` text NOT NULL,
	`language` text DEFAULT 'en' NOT NULL,
	`about` text,
	`support_url` text,
	`branding` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_by_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`person_id` text NOT NULL,
	`form` text NOT NULL,
	`subject` text NOT NULL,
	`fields` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `form`, `subject`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text,
	`totp_seed` text,
	`epoch` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_by_email` ON `people` (`email_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_by_number` ON `people` (`number`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`public_id` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`user_agent` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_by_public_id` ON `sessions` (`public_id`);--> statement-breakpoint
CREATE INDEX `sessions_by_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `action_items` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`title` text NOT NULL,
	`owner` text NOT NULL,
	`due_on` text NOT NULL,
	`state` text DEFAULT 'open' NOT NULL,
	`public` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `postmortems` (
	`incident_id` text PRIMARY KEY NOT NULL,
	`review` text,
	`draft_title` text,
	`draft_body` text,
	`draft_updated_at` integer,
	`published_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `promises` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`kind` text NOT NULL,
	`by` integer NOT NULL,
	`made_at` integer NOT NULL,
	`kept_at` integer,
	`lapsed_at` integer,
	`withdrawn_at` integer,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `promises_by_incident` ON `promises` (`incident_id`,`by`);--> statement-breakpoint
CREATE TABLE `publications` (
	`id` text PRIMARY KEY NOT NULL,
	`incident_id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`format` text DEFAULT 'markdown' NOT NULL,
	`author` text NOT NULL,
	`published_at` integer NOT NULL,
	`replaces` text,
	`replaced_at` integer,
	`note` text,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replaces`) REFERENCES `publications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `publications_by_incident` ON `publications` (`incident_id`,`published_at`);--> statement-breakpoint
CREATE TABLE `subscriber_components` (
	`subscriber_id` integer NOT NULL,
	`component_id` text NOT NULL,
	PRIMARY KEY(`subscriber_id`, `component_id`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`component_id`) REFERENCES `components`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `subscriber_incidents` (
	`subscriber_id` integer NOT NULL,
	`incident_id` text NOT NULL,
	PRIMARY KEY(`subscriber_id`, `incident_id`),
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`incident_id`) REFERENCES `incidents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `subscribers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`channel` text DEFAULT 'email' NOT NULL,
	`address` text NOT NULL,
	`address_key` text NOT NULL,
	`secret` text,
	`state` text NOT NULL,
	`epoch` integer DEFAULT 0 NOT NULL,
	`language` text DEFAULT 'en' NOT NULL,
	`everything` integer DEFAULT true NOT NULL,
	`floor` text DEFAULT 'all' NOT NULL,
	`postmortems_only` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`asks` text NOT NULL,
	`confirmed_at` integer,
	`left_at` integer,
	`suppressed_at` integer,
	`suppressed_for` text,
	`failures` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_by_address` ON `subscribers` (`channel`,`address_key`);--> statement-breakpoint
CREATE INDEX `subscribers_to_walk` ON `subscribers` (`channel`,`state`,`id`);--> statement-breakpoint
CREATE INDEX `subscribers_to_count` ON `subscribers` (`state`,`channel`,`everything`,`confirmed_at`);