BEGIN TRANSACTION;
CREATE TABLE action (
	id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	owner_role TEXT NOT NULL, 
	due_on DATE, 
	state VARCHAR(20) NOT NULL, 
	completed_on DATE, 
	outcome TEXT NOT NULL, 
	letter_id INTEGER, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(meeting_id) REFERENCES meeting (id), 
	FOREIGN KEY(letter_id) REFERENCES letter (id)
);
INSERT INTO "action" VALUES(1,1,'Ask for the training plan','Head of Training','2022-11-30','open',NULL,'',NULL,2);
CREATE TABLE action_value (
	record_id INTEGER NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (record_id, field, place), 
	FOREIGN KEY(record_id) REFERENCES action (id)
);
INSERT INTO "action_value" VALUES(1,'references',0,'R-2');
INSERT INTO "action_value" VALUES(1,'references',1,'R-1');
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE decision_value (
	record_id INTEGER NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (record_id, field, place), 
	FOREIGN KEY(record_id) REFERENCES decision (id)
);
CREATE TABLE edit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	record VARCHAR(20) NOT NULL, 
	record_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "edit" VALUES(1,'2022-11-28 09:00:00.000000','oversight analyst','meeting',1,1,'kind','','monthly oversight analysis');
INSERT INTO "edit" VALUES(2,'2022-11-28 09:00:00.000000','oversight analyst','meeting',1,1,'held_on','','2022-10-25');
INSERT INTO "edit" VALUES(3,'2022-11-28 09:00:00.000000','oversight analyst','meeting',1,1,'title','','Monthly');
INSERT INTO "edit" VALUES(4,'2022-11-28 09:00:00.000000','oversight analyst','meeting',1,1,'themes','','["Vetting"]');
INSERT INTO "edit" VALUES(5,'2022-11-28 09:00:00.000000','oversight analyst','action',1,1,'meeting_id','','1');
INSERT INTO "edit" VALUES(6,'2022-11-28 09:00:00.000000','oversight analyst','action',1,1,'text','','Ask for the training plan');
INSERT INTO "edit" VALUES(7,'2022-11-28 09:00:00.000000','oversight analyst','action',1,1,'owner_role','','Head of Training');
INSERT INTO "edit" VALUES(8,'2022-11-28 09:00:00.000000','oversight analyst','action',1,1,'state','','open');
INSERT INTO "edit" VALUES(9,'2022-11-28 09:00:00.000000','oversight analyst','action',1,1,'references','','["R-2", "R-1"]');
INSERT INTO "edit" VALUES(10,'2022-11-28 09:00:00.000000','head of oversight','action',1,2,'due_on','','2022-11-30');
CREATE TABLE letter (
	id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	sent_on DATE NOT NULL, 
	subject TEXT NOT NULL, 
	address TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(meeting_id) REFERENCES meeting (id)
);
CREATE TABLE letter_value (
	record_id INTEGER NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (record_id, field, place), 
	FOREIGN KEY(record_id) REFERENCES letter (id)
);
CREATE TABLE meeting (
	id INTEGER NOT NULL, 
	kind VARCHAR(80) NOT NULL, 
	held_on DATE NOT NULL, 
	title TEXT NOT NULL, 
	note TEXT NOT NULL, 
	is_cancelled BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "meeting" VALUES(1,'monthly oversight analysis','2022-10-25','Monthly','',0,1);
CREATE TABLE meeting_value (
	record_id INTEGER NOT NULL, 
	field VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (record_id, field, place), 
	FOREIGN KEY(record_id) REFERENCES meeting (id)
);
INSERT INTO "meeting_value" VALUES(1,'themes',0,'Vetting');
CREATE TABLE schema_number (
	number INTEGER NOT NULL
);
INSERT INTO "schema_number" VALUES(1);
CREATE INDEX edit_of_record ON edit (record, record_id);
CREATE INDEX ix_letter_meeting_id ON letter (meeting_id);
CREATE INDEX ix_decision_meeting_id ON decision (meeting_id);
CREATE INDEX meeting_by_value ON meeting_value (value);
CREATE INDEX ix_action_letter_id ON action (letter_id);
CREATE INDEX ix_action_meeting_id ON action (meeting_id);
CREATE INDEX decision_by_value ON decision_value (value);
CREATE INDEX letter_by_value ON letter_value (value);
CREATE INDEX action_by_value ON action_value (value);
COMMIT;
