ALTER TABLE `page` ADD `noindex` integer DEFAULT false NOT NULL;
