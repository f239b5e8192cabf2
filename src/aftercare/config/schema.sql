-- Written by tools/schema.py from the migrations; do not edit.
-- Of the migrations 80254413b900eb8faa22a8b7955aeca75b007d4bbf6de60718f11494ebf9eed5
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.audit_head_grows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.subject = OLD.subject AND NEW.seq >= OLD.seq
     AND (OLD.register IS NULL OR NEW.register = OLD.register)
     AND (NEW.seq > OLD.seq OR NEW.hash = OLD.hash) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a chain of audit entries only grows: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.audit_record_all(subjects text[], moments timestamp with time zone[], users bigint[], kinds text[], verbs text[], details jsonb[], bodies bytea[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  genesis CONSTANT bytea := decode(repeat('00', 32), 'hex');
  head audit_head;
  last CONSTANT int := coalesce(array_length(subjects, 1), 0);
  first int := 1;
  ending int;
  seqs bigint[] := '{}';
  befores bytea[] := '{}';
  hashes bytea[] := '{}';
BEGIN
  WHILE first <= last LOOP
    INSERT INTO audit_head AS h (subject, seq, before, hash)
    VALUES (subjects[first], 1, genesis, sha256(genesis || int8send(1) || bodies[first]))
    ON CONFLICT (subject) DO UPDATE SET
      seq = h.seq + 1,
      before = h.hash,
      hash = sha256(h.hash || int8send(h.seq + 1) || bodies[first])
    RETURNING * INTO head;
    ending := first;
    LOOP
      seqs[ending] := head.seq;
      befores[ending] := head.before;
      hashes[ending] := head.hash;
      EXIT WHEN ending = last OR subjects[ending + 1] <> head.subject;
      ending := ending + 1;
      head.seq := head.seq + 1;
      head.before := head.hash;
      head.hash := sha256(head.before || int8send(head.seq) || bodies[ending]);
    END LOOP;
    IF ending > first THEN
      UPDATE audit_head SET seq = head.seq, before = head.before, hash = head.hash
      WHERE subject = head.subject;
    END IF;
    first := ending + 1;
  END LOOP;
  INSERT INTO audit_entry (subject, seq, at, user_id, kind, verb, detail, before, hash)
  SELECT * FROM unnest(subjects, seqs, moments, users, kinds, verbs, details, befores, hashes);
END $$;
CREATE FUNCTION public.audit_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are append-only: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.cases_open_grades(owners bigint[], most integer) RETURNS TABLE(owner bigint, severity character varying, level character varying, cases bigint)
    LANGUAGE plpgsql STABLE
    AS $$
BEGIN
  RETURN QUERY SELECT o.id, c.severity, c.level, count(*) FROM unnest(owners) o(id)
    CROSS JOIN LATERAL (
      SELECT k.severity, k.level FROM cases_case k
      WHERE k.owner_id = o.id AND k.closed_at IS NULL LIMIT most
    ) c GROUP BY 1, 2, 3;
END $$;
CREATE FUNCTION public.ledger_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'entries of the ledger are never changed: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.memory_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO memory_stamp AS s ("table", stamp) VALUES (TG_TABLE_NAME, gen_random_uuid())
  ON CONFLICT ("table") DO UPDATE SET stamp = excluded.stamp;
  RETURN NULL;
END $$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.settlements_line_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.statement_id, OLD.what, OLD.order_id, OLD.visit_id, OLD."on",
      OLD.terms_id, OLD.amount, OLD.detail, OLD.corrects_id) IS NOT DISTINCT FROM
      (NEW.statement_id, NEW.what, NEW.order_id, NEW.visit_id, NEW."on", NEW.terms_id,
      NEW.amount, NEW.detail, NEW.corrects_id) THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM settlements_statement s WHERE s.state <> 'draft' AND s.id IN (
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.statement_id END,
      CASE WHEN TG_OP <> 'DELETE' THEN NEW.statement_id END)) THEN
    RAISE EXCEPTION 'a statement that was sent is never changed: % of a line refused', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.settlements_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'a statement that was sent is never changed: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.stores_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'movements of parts are never changed: % refused', TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appointments_appointment (
    id bigint NOT NULL,
    window_from timestamp with time zone NOT NULL,
    window_until timestamp with time zone NOT NULL,
    state character varying(12) NOT NULL,
    held_until timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    departed_at timestamp with time zone,
    arrived_at timestamp with time zone,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone,
    reason character varying(20) NOT NULL,
    version integer NOT NULL,
    work_order_id bigint NOT NULL,
    agreed_by character varying(12) NOT NULL,
    moved_from_id bigint,
    note text NOT NULL,
    CONSTRAINT appointments_appointment_version_check CHECK ((version >= 0)),
    CONSTRAINT appointments_ended_when_over CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['held'::character varying, 'booked'::character varying, 'on_the_way'::character varying, 'arrived'::character varying, 'working'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['held'::character varying, 'booked'::character varying, 'on_the_way'::character varying, 'arrived'::character varying, 'working'::character varying])::text[]))) AND (ended_at IS NOT NULL)))),
    CONSTRAINT appointments_held_for_some_minutes CHECK (((NOT ((state)::text = 'held'::text)) OR (held_until IS NOT NULL))),
    CONSTRAINT appointments_window_in_order CHECK ((window_until > window_from))
);
ALTER TABLE public.appointments_appointment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appointments_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appointments_day (
    id bigint NOT NULL,
    "on" date NOT NULL,
    version integer NOT NULL,
    technician_id bigint NOT NULL,
    CONSTRAINT appointments_day_version_check CHECK ((version >= 0))
);
ALTER TABLE public.appointments_day ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appointments_day_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.appointments_seat (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    leads boolean NOT NULL,
    is_live boolean NOT NULL,
    appointment_id bigint NOT NULL,
    technician_id bigint NOT NULL,
    CONSTRAINT appointments_seat_in_order CHECK ((ends_at > starts_at))
);
ALTER TABLE public.appointments_seat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.appointments_seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assignment_caseweight (
    id bigint NOT NULL,
    severity character varying(1) NOT NULL,
    level character varying(5) NOT NULL,
    weight smallint NOT NULL,
    CONSTRAINT assignment_caseweight_weight_check CHECK ((weight >= 0))
);
ALTER TABLE public.assignment_caseweight ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignment_caseweight_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assignment_handedcase (
    id bigint NOT NULL,
    version integer NOT NULL,
    case_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    hand_over_id bigint NOT NULL
);
ALTER TABLE public.assignment_handedcase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignment_handedcase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assignment_handover (
    id bigint NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    member_id bigint NOT NULL
);
ALTER TABLE public.assignment_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignment_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assignment_shortage (
    id bigint NOT NULL,
    lack character varying(20) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    back_at timestamp with time zone,
    ended_at timestamp with time zone,
    case_id bigint NOT NULL
);
ALTER TABLE public.assignment_shortage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assignment_shortage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_entry (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    kind character varying(10) NOT NULL,
    verb character varying(80) NOT NULL,
    detail jsonb NOT NULL,
    before bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_counts_from_one CHECK ((seq >= 1))
);
ALTER TABLE public.audit_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_head (
    subject character varying(80) NOT NULL,
    seq bigint NOT NULL,
    before bytea NOT NULL,
    hash bytea NOT NULL,
    register integer
);
CREATE TABLE public.audit_words (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    commitment character varying(64) NOT NULL,
    salt bytea NOT NULL,
    text bytea NOT NULL
);
ALTER TABLE public.audit_words ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_words_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);
ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);
ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);
ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.batches_batch (
    id bigint NOT NULL,
    number character varying(60) NOT NULL,
    made_on date,
    made_line character varying(60) NOT NULL,
    supplier character varying(80) NOT NULL,
    materials character varying(60)[] NOT NULL,
    added_at timestamp with time zone NOT NULL,
    product_model_id bigint NOT NULL
);
ALTER TABLE public.batches_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.batches_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendars_calendar (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name jsonb NOT NULL,
    zone character varying(40) NOT NULL,
    weekly jsonb NOT NULL,
    follows_official boolean NOT NULL,
    later jsonb NOT NULL
);
ALTER TABLE public.calendars_calendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendars_calendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendars_calendarday (
    id bigint NOT NULL,
    "on" date NOT NULL,
    works boolean NOT NULL,
    name character varying(40) NOT NULL,
    source character varying(200) NOT NULL
);
ALTER TABLE public.calendars_calendarday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendars_calendarday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendars_edition (
    id bigint NOT NULL,
    stamp uuid NOT NULL,
    known_from date,
    known_until date,
    CONSTRAINT calendars_edition_one CHECK ((id = 1))
);
ALTER TABLE public.calendars_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendars_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendars_ownday (
    id bigint NOT NULL,
    org_unit bigint,
    "on" date NOT NULL,
    name character varying(80) NOT NULL,
    openings jsonb NOT NULL,
    calendar_id bigint NOT NULL
);
ALTER TABLE public.calendars_ownday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendars_ownday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendars_stationhours (
    id bigint NOT NULL,
    org_unit bigint NOT NULL,
    weekly jsonb NOT NULL,
    calendar_id bigint NOT NULL,
    later jsonb NOT NULL
);
ALTER TABLE public.calendars_stationhours ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendars_stationhours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.carecontracts_contract (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    first_on date NOT NULL,
    visits smallint NOT NULL,
    every_months smallint NOT NULL,
    months smallint[] NOT NULL,
    lead_days smallint NOT NULL,
    price_amount numeric(10,2) NOT NULL,
    note text NOT NULL,
    state character varying(8) NOT NULL,
    reason text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    customer_id bigint NOT NULL,
    org_unit_id bigint NOT NULL,
    renews_id bigint,
    CONSTRAINT carecontracts_contract_every_months_check CHECK ((every_months >= 0)),
    CONSTRAINT carecontracts_contract_lead_days_check CHECK ((lead_days >= 0)),
    CONSTRAINT carecontracts_contract_version_check CHECK ((version >= 0)),
    CONSTRAINT carecontracts_contract_visits_check CHECK ((visits >= 0)),
    CONSTRAINT carecontracts_ended_when_over CHECK ((((ended_at IS NOT NULL) AND ((state)::text = 'ended'::text)) OR ((NOT ((state)::text = 'ended'::text)) AND (ended_at IS NULL)))),
    CONSTRAINT carecontracts_possible CHECK (((every_months >= 1) AND (price_amount >= (0)::numeric) AND (visits >= 1))),
    CONSTRAINT carecontracts_term_in_order CHECK (((ends_on > starts_on) AND (first_on >= starts_on) AND (first_on <= ends_on)))
);
ALTER TABLE public.carecontracts_contract ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.carecontracts_contract_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.carecontracts_covered (
    id bigint NOT NULL,
    contract_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.carecontracts_covered ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.carecontracts_covered_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.carecontracts_serial
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.carecontracts_turn (
    id bigint NOT NULL,
    number smallint NOT NULL,
    due_on date NOT NULL,
    opened_at timestamp with time zone,
    case_id bigint,
    contract_id bigint NOT NULL,
    order_id bigint,
    CONSTRAINT carecontracts_turn_number_check CHECK ((number >= 0))
);
ALTER TABLE public.carecontracts_turn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.carecontracts_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.cases_case (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    kind character varying(20) NOT NULL,
    category character varying(20) NOT NULL,
    subcategory character varying(60) NOT NULL,
    product_line character varying(20) NOT NULL,
    level character varying(5) NOT NULL,
    severity character varying(1) NOT NULL,
    urgent boolean NOT NULL,
    complex boolean NOT NULL,
    safety boolean NOT NULL,
    channel character varying(10) NOT NULL,
    subject character varying(120) NOT NULL,
    description text NOT NULL,
    product_text character varying(120) NOT NULL,
    order_no character varying(60) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    stage character varying(20) NOT NULL,
    stage_since timestamp with time zone NOT NULL,
    next_due_at timestamp with time zone,
    resolved_at timestamp with time zone,
    closed_at timestamp with time zone,
    result text NOT NULL,
    root_cause character varying(20) NOT NULL,
    cost_amount numeric(12,2),
    satisfaction smallint,
    escalation smallint NOT NULL,
    reopened smallint NOT NULL,
    version integer NOT NULL,
    intake_key character varying(200),
    customer_id bigint NOT NULL,
    merged_into_id bigint,
    org_unit_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    pack_version_id bigint NOT NULL,
    unit_id bigint,
    endangered_from timestamp with time zone,
    late_from timestamp with time zone,
    repeat_of_id bigint,
    erased_at timestamp with time zone,
    CONSTRAINT cases_closed_iff_ended CHECK ((((closed_at IS NULL) AND ((stage)::text = ANY ((ARRAY['accepted'::character varying, 'awaiting_approval'::character varying, 'awaiting_consent'::character varying, 'carrying_out'::character varying, 'investigating'::character varying, 'proposing'::character varying, 'registered'::character varying, 'resolved'::character varying])::text[]))) OR ((closed_at IS NOT NULL) AND ((stage)::text = ANY ((ARRAY['closed'::character varying, 'merged'::character varying])::text[]))))),
    CONSTRAINT cases_merged_points_to_the_kept CHECK ((((merged_into_id IS NOT NULL) AND ((stage)::text = 'merged'::text)) OR ((NOT ((stage)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT cases_safety_is_grave CHECK (((NOT safety) OR (((level)::text = 'one'::text) AND ((severity)::text = 'A'::text) AND urgent))),
    CONSTRAINT cases_satisfaction_in_stars CHECK (((satisfaction IS NULL) OR ((satisfaction >= 1) AND (satisfaction <= 5))))
);
ALTER TABLE public.cases_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.cases_case_serial
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.cases_casewords (
    case_id bigint NOT NULL,
    words tsvector NOT NULL
);
ALTER TABLE ONLY public.cases_casewords ALTER COLUMN words SET STATISTICS 2000;
CREATE TABLE public.cases_hold (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    reference bigint NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    case_id bigint NOT NULL
);
ALTER TABLE public.cases_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_incoming (
    id bigint NOT NULL,
    key character varying(16) NOT NULL,
    digest character varying(16) NOT NULL,
    state character varying(10) NOT NULL,
    faults character varying(40)[] NOT NULL,
    contact_id bigint,
    links bytea NOT NULL,
    heard_at timestamp with time zone NOT NULL,
    case_id bigint,
    source_id bigint NOT NULL
);
ALTER TABLE public.chats_incoming ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_incoming_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_source (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(60) NOT NULL,
    dialect character varying(40) NOT NULL,
    mapping jsonb NOT NULL,
    product_line character varying(20) NOT NULL,
    per_minute integer NOT NULL,
    is_on boolean NOT NULL,
    heard_at timestamp with time zone,
    refused integer NOT NULL,
    refused_at timestamp with time zone,
    refusal character varying(20) NOT NULL,
    endpoint_id bigint NOT NULL,
    CONSTRAINT chats_source_per_minute_check CHECK ((per_minute >= 0)),
    CONSTRAINT chats_source_refused_check CHECK ((refused >= 0))
);
ALTER TABLE public.chats_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_thread (
    id bigint NOT NULL,
    key character varying(16) NOT NULL,
    sender_key character varying(16) NOT NULL,
    name bytea NOT NULL,
    heard_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    source_id bigint NOT NULL
);
ALTER TABLE public.chats_thread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_thread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.checklists_checklist (
    case_id bigint NOT NULL,
    goods character varying(120) NOT NULL,
    place character varying(120) NOT NULL,
    tasks character varying(10)[] NOT NULL,
    price_amount numeric(10,2),
    price_told character varying(120) NOT NULL,
    by_member bigint,
    planned_at timestamp with time zone NOT NULL,
    done character varying(10)[] NOT NULL,
    left_because character varying(500) NOT NULL,
    accepted_how character varying(15) NOT NULL,
    reference character varying(120) NOT NULL,
    accepted_at timestamp with time zone,
    CONSTRAINT checklists_accepted_in_some_way CHECK (((accepted_at IS NULL) OR (NOT ((accepted_how)::text = ''::text)))),
    CONSTRAINT checklists_price_is_told CHECK (((price_amount IS NULL) OR (price_amount = (0)::numeric) OR (NOT ((price_told)::text = ''::text))))
);
CREATE TABLE public.commitments_clock (
    id bigint NOT NULL,
    rule smallint,
    code character varying(20) NOT NULL,
    starts_on character varying(20) NOT NULL,
    met_on character varying(20) NOT NULL,
    unit character varying(12) NOT NULL,
    amount integer NOT NULL,
    close_of_business boolean NOT NULL,
    calendar character varying(40) NOT NULL,
    station bigint,
    classification jsonb NOT NULL,
    started_at timestamp with time zone NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    moment timestamp with time zone,
    met_at timestamp with time zone,
    met_by character varying(60) NOT NULL,
    cancelled_at timestamp with time zone,
    cancelled_why character varying(20) NOT NULL,
    revoked jsonb NOT NULL,
    due_at timestamp with time zone,
    late_from timestamp with time zone,
    was_due_at timestamp with time zone,
    rings_at timestamp with time zone,
    provisional boolean NOT NULL,
    fired character varying(20)[] NOT NULL,
    case_id bigint NOT NULL,
    pack_version_id bigint NOT NULL,
    endangered_from timestamp with time zone,
    CONSTRAINT commitments_clock_amount_check CHECK ((amount >= 0)),
    CONSTRAINT commitments_clock_ended_rings_no_more CHECK ((((cancelled_at IS NULL) AND (met_at IS NULL)) OR ((due_at IS NULL) AND (late_from IS NULL) AND (rings_at IS NULL)))),
    CONSTRAINT commitments_clock_rule_check CHECK ((rule >= 0))
);
ALTER TABLE public.commitments_clock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.commitments_clock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.compliance_norm (
    id bigint NOT NULL,
    title_zh character varying(200) NOT NULL,
    title_en character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    reference character varying(200) NOT NULL,
    review_on date,
    reviewed_at timestamp with time zone,
    reminded_on date,
    note character varying(1000) NOT NULL,
    owner_id bigint,
    review_outcome character varying(500) NOT NULL,
    reviewed_by character varying(100) NOT NULL
);
ALTER TABLE public.compliance_norm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.compliance_norm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.compliance_normchange (
    id bigint NOT NULL,
    what character varying(500) NOT NULL,
    act_by date NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    noted_by character varying(100) NOT NULL,
    done_at timestamp with time zone,
    done_by character varying(100) NOT NULL,
    outcome character varying(500) NOT NULL,
    reminded boolean NOT NULL,
    norm_id bigint NOT NULL
);
ALTER TABLE public.compliance_normchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.compliance_normchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.consultations_referral (
    id bigint NOT NULL,
    question text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    case_id bigint NOT NULL,
    from_member_id bigint NOT NULL,
    to_member_id bigint NOT NULL,
    CONSTRAINT consultations_answered_after_asked CHECK (((answered_at IS NULL) OR (answered_at >= asked_at)))
);
ALTER TABLE public.consultations_referral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consultations_referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.contacts_address (
    id bigint NOT NULL,
    label character varying(20) NOT NULL,
    text bytea NOT NULL,
    region character varying(6) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.contacts_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contacts_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.contacts_person (
    id bigint NOT NULL,
    name bytea NOT NULL,
    role character varying(40) NOT NULL,
    email bytea NOT NULL,
    added_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    phone_id bigint
);
ALTER TABLE public.contacts_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contacts_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.conversation_attachment (
    id bigint NOT NULL,
    caption character varying(120) NOT NULL,
    public boolean NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    file_id bigint NOT NULL,
    contact_id bigint
);
ALTER TABLE public.conversation_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.conversation_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.conversation_contact (
    id bigint NOT NULL,
    channel character varying(10) NOT NULL,
    outbound boolean NOT NULL,
    reached boolean NOT NULL,
    public boolean NOT NULL,
    text text NOT NULL,
    by_name character varying(60) NOT NULL,
    recording_ref character varying(120) NOT NULL,
    client_ref character varying(80),
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    by_member_id bigint,
    case_id bigint NOT NULL,
    CONSTRAINT conversation_notes_stay_inside CHECK (((NOT ((channel)::text = 'note'::text)) OR ((NOT outbound) AND (NOT public))))
);
ALTER TABLE public.conversation_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.conversation_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.datarequests_datarequest (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(8) NOT NULL,
    proof character varying(10) NOT NULL,
    wish bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    taken_by bigint,
    answer bytea NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    customer_id bigint NOT NULL,
    CONSTRAINT datarequests_ended_with_a_day CHECK ((((ended_at IS NULL) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (ended_at IS NOT NULL))))
);
ALTER TABLE public.datarequests_datarequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.datarequests_datarequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delays_explanation (
    id bigint NOT NULL,
    reason character varying(500) NOT NULL,
    explained_at timestamp with time zone NOT NULL,
    by_member bigint,
    case_id bigint NOT NULL,
    clock_id bigint NOT NULL
);
ALTER TABLE public.delays_explanation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delays_explanation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.delays_newdate (
    id bigint NOT NULL,
    former_due_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reason character varying(500) NOT NULL,
    told character varying(200) NOT NULL,
    promised_at timestamp with time zone NOT NULL,
    by_member bigint,
    case_id bigint NOT NULL,
    clock_id bigint NOT NULL,
    CONSTRAINT delays_new_date_later CHECK ((due_at > former_due_at)),
    CONSTRAINT delays_new_date_told_beforehand CHECK ((promised_at <= former_due_at))
);
ALTER TABLE public.delays_newdate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.delays_newdate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.deliveries_channelconduct (
    channel character varying(10) NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    per_hour integer NOT NULL,
    per_day integer NOT NULL,
    per_minute integer NOT NULL,
    rests boolean NOT NULL,
    CONSTRAINT deliveries_channelconduct_per_day_check CHECK ((per_day >= 0)),
    CONSTRAINT deliveries_channelconduct_per_hour_check CHECK ((per_hour >= 0)),
    CONSTRAINT deliveries_channelconduct_per_minute_check CHECK ((per_minute >= 0))
);
CREATE TABLE public.deliveries_message (
    id bigint NOT NULL,
    channel character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    purpose character varying(40) NOT NULL,
    about character varying(60) NOT NULL,
    part character varying(40) NOT NULL,
    org_unit_id bigint,
    urgent boolean NOT NULL,
    by_person boolean NOT NULL,
    template character varying(40) NOT NULL,
    version integer NOT NULL,
    language character varying(10) NOT NULL,
    gateway_template character varying(80) NOT NULL,
    recipient bytea NOT NULL,
    recipient_index character varying(32) NOT NULL,
    subject bytea NOT NULL,
    text bytea NOT NULL,
    params bytea NOT NULL,
    secrets bytea NOT NULL,
    thread bytea NOT NULL,
    mail_id character varying(120),
    file_ids bigint[] NOT NULL,
    attempts smallint NOT NULL,
    next_try_at timestamp with time zone,
    last_try_at timestamp with time zone,
    hold character varying(10) NOT NULL,
    error bytea NOT NULL,
    carrier character varying(20) NOT NULL,
    shown_only boolean NOT NULL,
    provider_ref character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    endpoint_id bigint,
    until timestamp with time zone,
    CONSTRAINT deliveries_message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT deliveries_message_version_check CHECK ((version >= 0)),
    CONSTRAINT deliveries_waiting_has_a_next_try CHECK ((((next_try_at IS NULL) AND ((state)::text = ANY ((ARRAY['sent'::character varying, 'given_up'::character varying, 'cancelled'::character varying])::text[]))) OR ((next_try_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['queued'::character varying, 'held'::character varying, 'sending'::character varying, 'failed'::character varying])::text[])))))
);
ALTER TABLE public.deliveries_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deliveries_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.deliveries_try (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    milliseconds integer NOT NULL,
    status smallint NOT NULL,
    error bytea NOT NULL,
    message_id bigint NOT NULL,
    CONSTRAINT deliveries_try_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT deliveries_try_status_check CHECK ((status >= 0))
);
ALTER TABLE public.deliveries_try ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deliveries_try_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.doubles_marks (
    case_id bigint NOT NULL,
    marks integer[] NOT NULL
);
CREATE TABLE public.endpoints_endpoint (
    id bigint NOT NULL,
    url character varying(500) NOT NULL,
    secret bytea NOT NULL,
    former_secret bytea NOT NULL,
    former_until timestamp with time zone,
    secret_made_at timestamp with time zone NOT NULL,
    is_on boolean NOT NULL,
    off_because character varying(10) NOT NULL,
    failing_since timestamp with time zone,
    failures integer NOT NULL,
    worked_at timestamp with time zone,
    CONSTRAINT endpoints_endpoint_failures_check CHECK ((failures >= 0)),
    CONSTRAINT endpoints_off_has_a_reason CHECK (((is_on AND ((off_because)::text = ''::text)) OR ((NOT is_on) AND (NOT ((off_because)::text = ''::text)))))
);
ALTER TABLE public.endpoints_endpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.endpoints_endpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.exports_export (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    what character varying(20) NOT NULL,
    form character varying(4) NOT NULL,
    language character varying(10) NOT NULL,
    wanted bytea NOT NULL,
    state character varying(10) NOT NULL,
    done integer NOT NULL,
    failure character varying(300) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    expires_at timestamp with time zone,
    file_id bigint
);
ALTER TABLE public.exports_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exports_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.external_matter (
    id bigint NOT NULL,
    body character varying(20) NOT NULL,
    office character varying(120) NOT NULL,
    reference character varying(120) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    answer_by timestamp with time zone,
    hearing_at timestamp with time zone,
    outcome character varying(15) NOT NULL,
    result text NOT NULL,
    ended_at timestamp with time zone,
    opinion bytea NOT NULL,
    opinion_at timestamp with time zone,
    by_member bigint,
    recorded_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT external_ended_with_an_outcome CHECK ((((ended_at IS NULL) AND ((outcome)::text = ''::text)) OR ((ended_at >= received_at) AND (NOT ((outcome)::text = ''::text)))))
);
ALTER TABLE public.external_matter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.external_matter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.files_storedfile (
    id bigint NOT NULL,
    name character varying(140) NOT NULL,
    form character varying(10) NOT NULL,
    mime character varying(80) NOT NULL,
    suffix character varying(5) NOT NULL,
    size bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    width integer,
    height integer,
    stored_by bigint,
    stored_at timestamp with time zone NOT NULL,
    looks bigint[],
    CONSTRAINT files_storedfile_height_check CHECK ((height >= 0)),
    CONSTRAINT files_storedfile_size_check CHECK ((size >= 0)),
    CONSTRAINT files_storedfile_width_check CHECK ((width >= 0))
);
ALTER TABLE public.files_storedfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_storedfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followups_followup (
    id bigint NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    tries_wanted smallint NOT NULL,
    stars smallint,
    comment text NOT NULL,
    by_customer boolean NOT NULL,
    ended_at timestamp with time zone,
    by_member_id bigint,
    case_id bigint NOT NULL,
    CONSTRAINT followups_stars CHECK (((stars IS NULL) OR ((stars >= 1) AND (stars <= 5))))
);
ALTER TABLE public.followups_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followups_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.gear_item (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    number character varying(40) NOT NULL,
    held_since timestamp with time zone,
    inspected_on date,
    valid_until date,
    withdrawn_at timestamp with time zone,
    warned character varying(10) NOT NULL,
    holder_id bigint,
    org_unit_id bigint NOT NULL,
    CONSTRAINT gear_inspection_in_order CHECK (((valid_until IS NULL) OR (inspected_on IS NULL) OR (valid_until >= inspected_on))),
    CONSTRAINT gear_withdrawn_is_held_by_nobody CHECK (((withdrawn_at IS NULL) OR (holder_id IS NULL)))
);
ALTER TABLE public.gear_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.gear_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.homes_home (
    id bigint NOT NULL,
    place character varying(32) NOT NULL,
    facts bytea NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    valid_until date NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.homes_home ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.homes_home_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.identity_apitoken (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    prefix character varying(12) NOT NULL,
    digest bytea NOT NULL,
    scopes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL
);
ALTER TABLE public.identity_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.identity_role (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name_zh character varying(60) NOT NULL,
    name_en character varying(60) NOT NULL,
    about_zh character varying(200) NOT NULL,
    about_en character varying(200) NOT NULL,
    grants jsonb NOT NULL,
    builtin boolean NOT NULL,
    needs_second_factor boolean NOT NULL,
    edited boolean NOT NULL
);
ALTER TABLE public.identity_role ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_role_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.identity_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    username character varying(60) NOT NULL,
    email character varying(254) NOT NULL,
    display_name character varying(60) NOT NULL,
    language character varying(10) NOT NULL,
    theme character varying(5) NOT NULL,
    must_change_password boolean NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT user_signs_in_with_small_letters CHECK ((((username)::text = lower((username)::text)) AND (NOT ((username)::text = ''::text))))
);
ALTER TABLE public.identity_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.identity_user_roles (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    role_id bigint NOT NULL
);
ALTER TABLE public.identity_user_roles ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_user_roles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_importedcase (
    id bigint NOT NULL,
    "row" integer NOT NULL,
    is_new boolean NOT NULL,
    case_id bigint NOT NULL,
    run_id bigint NOT NULL
);
ALTER TABLE public.imports_importedcase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importedcase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_importprogress (
    run_id bigint NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    stop boolean NOT NULL
);
CREATE TABLE public.imports_importrun (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    file_name character varying(140) NOT NULL,
    file_hash character varying(64) NOT NULL,
    sheets jsonb NOT NULL,
    sheet character varying(120) NOT NULL,
    header_row integer,
    fingerprint character varying(64) NOT NULL,
    fields jsonb NOT NULL,
    options jsonb NOT NULL,
    report bytea NOT NULL,
    row_count integer NOT NULL,
    ready_count integer NOT NULL,
    wrong_count integer NOT NULL,
    left_out_count integer NOT NULL,
    imported_count integer NOT NULL,
    failure character varying(300) NOT NULL,
    created_by bigint,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    file_id bigint,
    changed_count integer NOT NULL,
    target character varying(10) NOT NULL,
    CONSTRAINT imports_run_ended_or_not CHECK ((((finished_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['done'::character varying, 'cancelled'::character varying])::text[]))) OR ((finished_at IS NULL) AND (NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'cancelled'::character varying])::text[]))))))
);
ALTER TABLE public.imports_importrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_importrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_savedmapping (
    id bigint NOT NULL,
    fingerprint character varying(64) NOT NULL,
    fields jsonb NOT NULL,
    options jsonb NOT NULL,
    saved_by bigint,
    saved_at timestamp with time zone NOT NULL
);
ALTER TABLE public.imports_savedmapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_savedmapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.intake_access (
    id bigint NOT NULL,
    code_hash character varying(64) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    failed smallint NOT NULL,
    locked_until timestamp with time zone,
    case_id bigint NOT NULL
);
ALTER TABLE public.intake_access ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.intake_access_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.labels_label (
    id bigint NOT NULL,
    word character varying(32) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.labels_label ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.labels_label_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.leads_answer (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    why text NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    offer_id bigint NOT NULL,
    CONSTRAINT leads_answer_states CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'taken'::character varying, 'declined'::character varying])::text[])))
);
ALTER TABLE public.leads_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.leads_follower (
    id bigint NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    by_member bigint,
    left_at timestamp with time zone,
    left_because text NOT NULL,
    case_id bigint NOT NULL,
    lead_id bigint NOT NULL,
    CONSTRAINT leads_left_with_a_reason CHECK (((left_at IS NULL) OR (NOT (left_because = ''::text))))
);
ALTER TABLE public.leads_follower ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_follower_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.leads_lead (
    id bigint NOT NULL,
    cause character varying(200) NOT NULL,
    since timestamp with time zone NOT NULL,
    by_member bigint,
    ended_at timestamp with time zone,
    case_id bigint NOT NULL
);
ALTER TABLE public.leads_lead ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_lead_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.leads_offer (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    said jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    by_member bigint,
    lead_id bigint NOT NULL
);
ALTER TABLE public.leads_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.leads_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_entry (
    id bigint NOT NULL,
    move character varying(20) NOT NULL,
    amount numeric(12,2) NOT NULL,
    ground character varying(20) NOT NULL,
    clause text NOT NULL,
    category character varying(20) NOT NULL,
    product_line character varying(20) NOT NULL,
    approved_by character varying(200) NOT NULL,
    way character varying(20) NOT NULL,
    reference character varying(80) NOT NULL,
    reason character varying(300) NOT NULL,
    by_name character varying(60) NOT NULL,
    by_user_id bigint,
    at timestamp with time zone NOT NULL,
    "on" date NOT NULL,
    after_id bigint,
    case_id bigint NOT NULL,
    granted_by_id bigint,
    of_id bigint,
    org_unit_id bigint NOT NULL,
    product_model_id bigint,
    promise_id bigint,
    resolution_id bigint,
    receipt_id bigint,
    CONSTRAINT ledger_a_payment_names_its_way CHECK (((NOT ((move)::text = ANY ((ARRAY['paid'::character varying, 'received'::character varying])::text[]))) OR ((NOT ((way)::text = ''::text)) AND (NOT ((reference)::text = ''::text))))),
    CONSTRAINT ledger_of_a_resolution_or_a_receipt CHECK (((((move)::text = ANY ((ARRAY['received'::character varying, 'refunded'::character varying])::text[])) AND (receipt_id IS NOT NULL) AND (resolution_id IS NULL)) OR ((NOT ((move)::text = ANY ((ARRAY['received'::character varying, 'refunded'::character varying])::text[]))) AND (receipt_id IS NULL) AND (resolution_id IS NOT NULL)))),
    CONSTRAINT ledger_only_a_promise_stands_alone CHECK (((((move)::text = ANY ((ARRAY['promised'::character varying, 'received'::character varying])::text[])) AND (of_id IS NULL) AND (promise_id IS NULL)) OR (((move)::text = 'refunded'::text) AND (of_id IS NOT NULL) AND (promise_id IS NULL)) OR ((NOT ((move)::text = ANY ((ARRAY['promised'::character varying, 'received'::character varying, 'refunded'::character varying])::text[]))) AND (of_id IS NOT NULL) AND (promise_id IS NOT NULL)))),
    CONSTRAINT ledger_sign_of_the_move CHECK ((((amount < (0)::numeric) AND ((move)::text = ANY ((ARRAY['promise_reversed'::character varying, 'payment_reversed'::character varying, 'refunded'::character varying])::text[]))) OR ((NOT ((move)::text = ANY ((ARRAY['promise_reversed'::character varying, 'payment_reversed'::character varying, 'refunded'::character varying])::text[]))) AND (amount > (0)::numeric))))
);
ALTER TABLE public.ledger_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.legal_legalstep (
    id bigint NOT NULL,
    step character varying(20) NOT NULL,
    authority character varying(20) NOT NULL,
    reference character varying(120) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    by_member bigint,
    ended_at timestamp with time zone,
    case_id bigint NOT NULL,
    CONSTRAINT legal_step_has_happened CHECK ((happened_at <= recorded_at)),
    CONSTRAINT legal_step_in_order CHECK (((ended_at IS NULL) OR (ended_at >= happened_at)))
);
ALTER TABLE public.legal_legalstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.legal_legalstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.locks_lock (
    appointment_id bigint NOT NULL,
    people bigint[] NOT NULL,
    reason text NOT NULL,
    locked_at timestamp with time zone NOT NULL,
    locked_by bigint
);
CREATE TABLE public.mailbox_mail (
    id bigint NOT NULL,
    uidvalidity bigint NOT NULL,
    uid bigint NOT NULL,
    key character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    fault character varying(20) NOT NULL,
    sender bytea NOT NULL,
    sender_name bytea NOT NULL,
    subject bytea NOT NULL,
    text bytea NOT NULL,
    mail_id bytea NOT NULL,
    file_ids bigint[] NOT NULL,
    contact_id bigint,
    met_at timestamp with time zone NOT NULL,
    seen_by bigint,
    case_id bigint,
    mailbox_id bigint NOT NULL
);
ALTER TABLE public.mailbox_mail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mailbox_mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mailbox_mailbox (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    address character varying(254) NOT NULL,
    host character varying(120) NOT NULL,
    port integer NOT NULL,
    in_clear boolean NOT NULL,
    username character varying(120) NOT NULL,
    password bytea NOT NULL,
    folder character varying(120) NOT NULL,
    opens_cases boolean NOT NULL,
    is_read boolean NOT NULL,
    uidvalidity bigint,
    last_uid bigint NOT NULL,
    read_at timestamp with time zone,
    trouble character varying(200) NOT NULL,
    fresh_from timestamp with time zone,
    connected_at timestamp with time zone,
    CONSTRAINT mailbox_mailbox_port_check CHECK ((port >= 0))
);
ALTER TABLE public.mailbox_mailbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mailbox_mailbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.memory_stamp (
    "table" character varying(63) NOT NULL,
    stamp uuid NOT NULL
);
CREATE TABLE public.merges_merge (
    id bigint NOT NULL,
    reason bytea NOT NULL,
    moved jsonb NOT NULL,
    merged_by bigint,
    merged_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    kept_id bigint NOT NULL,
    lost_id bigint NOT NULL,
    CONSTRAINT merges_of_two_files CHECK ((NOT (lost_id = kept_id)))
);
ALTER TABLE public.merges_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.merges_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_switch (
    id bigint NOT NULL,
    occasion character varying(20) NOT NULL,
    channel character varying(10) NOT NULL
);
ALTER TABLE public.messaging_switch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_switch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_template (
    id bigint NOT NULL,
    occasion character varying(20) NOT NULL,
    channel character varying(10) NOT NULL,
    language character varying(5) NOT NULL,
    version integer NOT NULL,
    subject character varying(120) NOT NULL,
    text text NOT NULL,
    gateway_template character varying(80) NOT NULL,
    written_by bigint,
    written_at timestamp with time zone NOT NULL,
    gateway_fields text NOT NULL,
    CONSTRAINT messaging_template_version_check CHECK ((version >= 0))
);
ALTER TABLE public.messaging_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_wish (
    customer_id bigint NOT NULL,
    language character varying(5) NOT NULL,
    channel character varying(10) NOT NULL,
    refused character varying(10)[] NOT NULL,
    wechat_id bytea NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    unwanted character varying(20)[] NOT NULL
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_notice (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    text_key character varying(200) NOT NULL,
    params jsonb NOT NULL,
    link character varying(200) NOT NULL,
    urgent boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    user_id bigint NOT NULL
);
ALTER TABLE public.notices_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.organisation_company (
    id smallint NOT NULL,
    name_zh character varying(60) NOT NULL,
    name_en character varying(60) NOT NULL,
    phone character varying(30) NOT NULL,
    hours character varying(60) NOT NULL,
    email character varying(254) NOT NULL,
    address character varying(120) NOT NULL,
    website character varying(200) NOT NULL,
    privacy_contact character varying(120) NOT NULL,
    CONSTRAINT organisation_company_id_check CHECK ((id >= 0)),
    CONSTRAINT organisation_one_company CHECK ((id = 1))
);
CREATE TABLE public.organisation_orgunit (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(12) NOT NULL,
    region character varying(6) NOT NULL,
    path character varying(200) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    parent_id bigint,
    CONSTRAINT organisation_closed_after_opened CHECK (((closed_at IS NULL) OR (closed_at >= opened_at)))
);
ALTER TABLE public.organisation_orgunit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.organisation_orgunit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.packages_consignment (
    case_id bigint NOT NULL,
    count smallint NOT NULL,
    waybill character varying(60) NOT NULL,
    by_member bigint,
    noted_at timestamp with time zone NOT NULL,
    CONSTRAINT packages_count_in_bounds CHECK (((count >= 1) AND (count <= 200)))
);
CREATE TABLE public.packages_fault (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    pieces smallint NOT NULL,
    note character varying(300) NOT NULL,
    by_member bigint,
    noted_at timestamp with time zone NOT NULL,
    remedy character varying(12) NOT NULL,
    reference character varying(120) NOT NULL,
    mended_at timestamp with time zone,
    case_id bigint NOT NULL,
    package_id bigint NOT NULL,
    CONSTRAINT packages_mended_in_some_way CHECK ((((mended_at IS NULL) AND ((remedy)::text = ''::text)) OR ((mended_at IS NOT NULL) AND (NOT ((remedy)::text = ''::text))))),
    CONSTRAINT packages_pieces_counted CHECK ((pieces >= 0))
);
ALTER TABLE public.packages_fault ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.packages_fault_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.packages_package (
    id bigint NOT NULL,
    number smallint NOT NULL,
    contents character varying(120) NOT NULL,
    batch_no character varying(40) NOT NULL,
    colour_no character varying(40) NOT NULL,
    ordered_size character varying(40) NOT NULL,
    measured_size character varying(40) NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT packages_number_in_bounds CHECK (((number >= 1) AND (number <= 200)))
);
ALTER TABLE public.packages_package ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.packages_package_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.packs_pack (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name jsonb NOT NULL,
    lines character varying(40)[] NOT NULL,
    is_fallback boolean NOT NULL
);
ALTER TABLE public.packs_pack ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.packs_pack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.packs_packversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    in_force_from timestamp with time zone,
    data jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    reason character varying(500) NOT NULL,
    proposer character varying(100) NOT NULL,
    reviewer character varying(100) NOT NULL,
    approver character varying(100) NOT NULL,
    pack_id bigint NOT NULL,
    approver_id bigint,
    begun_at timestamp with time zone,
    proposer_id bigint,
    reviewer_id bigint,
    sent_back character varying(500) NOT NULL,
    writer_ids bigint[] NOT NULL,
    risk jsonb NOT NULL,
    CONSTRAINT packs_packversion_number_check CHECK ((number >= 0)),
    CONSTRAINT packs_version_in_force_from_a_moment CHECK (((NOT ((state)::text = 'in_force'::text)) OR (in_force_from IS NOT NULL))),
    CONSTRAINT packs_version_three_people CHECK ((((reviewer_id IS NULL) OR (proposer_id IS NULL) OR (NOT ((reviewer_id = proposer_id) AND (reviewer_id IS NOT NULL) AND (proposer_id IS NOT NULL)))) AND ((approver_id IS NULL) OR (proposer_id IS NULL) OR (NOT ((approver_id = proposer_id) AND (approver_id IS NOT NULL) AND (proposer_id IS NOT NULL)))) AND ((approver_id IS NULL) OR (reviewer_id IS NULL) OR (NOT ((approver_id = reviewer_id) AND (approver_id IS NOT NULL) AND (reviewer_id IS NOT NULL))))))
);
ALTER TABLE public.packs_packversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.packs_packversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parties_customer (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    grade character varying(10) NOT NULL,
    name bytea NOT NULL,
    phone bytea NOT NULL,
    email bytea NOT NULL,
    address bytea NOT NULL,
    notes bytea NOT NULL,
    region character varying(6) NOT NULL,
    email_token character varying(32) NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    address_token character varying(32) NOT NULL,
    merged_into_id bigint,
    name_token character varying(32) NOT NULL,
    erased_at timestamp with time zone
);
ALTER TABLE public.parties_customer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_customer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parties_disclosure (
    id bigint NOT NULL,
    user_id bigint,
    case_id bigint,
    reason character varying(200) NOT NULL,
    disclosed_at timestamp with time zone NOT NULL,
    disclosed_until timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.parties_disclosure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_disclosure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parties_nameword (
    word character varying(16) NOT NULL,
    customer_id bigint NOT NULL,
    person bigint NOT NULL
);
CREATE TABLE public.parties_phone (
    id bigint NOT NULL,
    number bytea NOT NULL,
    number_index bytea NOT NULL,
    tail_index bytea,
    label character varying(20) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.parties_phone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_phone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parties_sight (
    id bigint NOT NULL,
    org_unit_id bigint NOT NULL,
    customer_id bigint NOT NULL
);
ALTER TABLE public.parties_sight ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parties_sight_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parts_need (
    id bigint NOT NULL,
    count integer NOT NULL,
    order_id bigint NOT NULL,
    part_id bigint NOT NULL,
    CONSTRAINT parts_need_count_check CHECK ((count >= 0)),
    CONSTRAINT parts_need_of_some CHECK ((count > 0))
);
ALTER TABLE public.parts_need ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parts_need_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parts_oldpart (
    id bigint NOT NULL,
    described_as character varying(80) NOT NULL,
    serial character varying(60) NOT NULL,
    fate character varying(10) NOT NULL,
    reference character varying(60) NOT NULL,
    brought_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    order_id bigint NOT NULL,
    part_id bigint,
    place_id bigint,
    CONSTRAINT parts_old_part_ends_somehow CHECK ((((ended_at IS NULL) AND ((fate)::text = ''::text)) OR ((NOT ((fate)::text = ''::text)) AND (ended_at IS NOT NULL))))
);
ALTER TABLE public.parts_oldpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parts_oldpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parts_use (
    id bigint NOT NULL,
    client_ref character varying(60) NOT NULL,
    order_id bigint NOT NULL
);
ALTER TABLE public.parts_use ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parts_use_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parts_wait (
    id bigint NOT NULL,
    since timestamp with time zone NOT NULL,
    expected_on date,
    reference character varying(120) NOT NULL,
    paused boolean NOT NULL,
    ended_at timestamp with time zone,
    order_id bigint NOT NULL
);
ALTER TABLE public.parts_wait ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.parts_wait_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.pauses_pause (
    id bigint NOT NULL,
    reason character varying(40) NOT NULL,
    commitments character varying(20)[] NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    longest_until timestamp with time zone NOT NULL,
    evidence character varying(500) NOT NULL,
    by_member bigint,
    ended_by_member bigint,
    case_id bigint NOT NULL,
    CONSTRAINT pauses_pause_in_order CHECK (((ended_at IS NULL) OR (ended_at >= started_at)))
);
ALTER TABLE public.pauses_pause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pauses_pause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_pooled (
    id bigint NOT NULL,
    window_from timestamp with time zone NOT NULL,
    window_until timestamp with time zone NOT NULL,
    agreed_by character varying(10) NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    taken_by_id bigint,
    work_order_id bigint NOT NULL,
    CONSTRAINT plans_pooled_taken_is_over CHECK (((taken_by_id IS NULL) OR (ended_at IS NOT NULL))),
    CONSTRAINT plans_pooled_window_in_order CHECK ((window_until > window_from))
);
ALTER TABLE public.plans_pooled ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_pooled_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_proposal (
    id bigint NOT NULL,
    day date NOT NULL,
    org_units bigint[] NOT NULL,
    agreed_by character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    asked_by bigint,
    asked_at timestamp with time zone NOT NULL,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone,
    seconds smallint NOT NULL,
    seen jsonb NOT NULL,
    result jsonb NOT NULL,
    tries smallint NOT NULL,
    CONSTRAINT plans_proposal_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT plans_proposal_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.plans_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.privacy_reveal (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    fields jsonb NOT NULL,
    user_id bigint,
    reason character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.privacy_reveal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_reveal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.products_line (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(40) NOT NULL,
    name_en character varying(40) NOT NULL,
    pack_code character varying(40) NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT products_line_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.products_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.products_part (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    code character varying(60) NOT NULL,
    supplier character varying(80) NOT NULL,
    product_model_id bigint NOT NULL
);
ALTER TABLE public.products_part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.products_productmodel (
    id bigint NOT NULL,
    brand character varying(40) NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    category_word character varying(20) NOT NULL,
    is_sold boolean NOT NULL,
    line_id bigint NOT NULL,
    manual_url character varying(300) NOT NULL,
    manual_id bigint
);
ALTER TABLE public.products_productmodel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.products_productmodel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.proofs_reading (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    why character varying(10) NOT NULL,
    text bytea NOT NULL,
    pages smallint NOT NULL,
    pages_there integer NOT NULL,
    taken character varying(20)[] NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    confirmed_by bigint,
    confirmed_at timestamp with time zone,
    proof_id bigint NOT NULL,
    CONSTRAINT proofs_reading_pages_check CHECK ((pages >= 0)),
    CONSTRAINT proofs_reading_pages_there_check CHECK ((pages_there >= 0))
);
ALTER TABLE public.proofs_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.proofs_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quotes_invoice (
    id bigint NOT NULL,
    title bytea NOT NULL,
    tax_number character varying(18) NOT NULL,
    email bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    number character varying(30) NOT NULL,
    issued_at timestamp with time zone,
    quotation_id bigint NOT NULL,
    file_id bigint,
    CONSTRAINT quotes_issued_under_a_number CHECK ((((issued_at IS NULL) AND ((number)::text = ''::text)) OR ((issued_at IS NOT NULL) AND (NOT ((number)::text = ''::text)))))
);
ALTER TABLE public.quotes_invoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_invoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quotes_line (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    words character varying(120) NOT NULL,
    count integer NOT NULL,
    amount numeric(10,2) NOT NULL,
    quotation_id bigint NOT NULL,
    CONSTRAINT quotes_line_count_check CHECK ((count >= 0)),
    CONSTRAINT quotes_line_of_something CHECK (((amount >= (0)::numeric) AND (count > 0)))
);
ALTER TABLE public.quotes_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quotes_payment (
    id bigint NOT NULL,
    way character varying(10) NOT NULL,
    reference character varying(80) NOT NULL,
    amount numeric(10,2) NOT NULL,
    paid_at timestamp with time zone NOT NULL,
    by_name character varying(60) NOT NULL,
    client_ref character varying(60),
    back_at timestamp with time zone,
    back_because character varying(200) NOT NULL,
    quotation_id bigint NOT NULL,
    by_member_id bigint,
    CONSTRAINT quotes_back_with_a_reason CHECK (((back_at IS NULL) OR (NOT ((back_because)::text = ''::text))))
);
ALTER TABLE public.quotes_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quotes_pricelist (
    id bigint NOT NULL,
    in_force_from date NOT NULL,
    labour jsonb NOT NULL,
    trip_amount numeric(10,2) NOT NULL,
    by_name character varying(60) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT quotes_trip_not_negative CHECK ((trip_amount >= (0)::numeric))
);
ALTER TABLE public.quotes_pricelist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_pricelist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.quotes_quotation (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    is_free boolean NOT NULL,
    clause text NOT NULL,
    total_amount numeric(10,2) NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    by_name character varying(60) NOT NULL,
    answered_at timestamp with time zone,
    how character varying(10) NOT NULL,
    reference character varying(200) NOT NULL,
    client_ref character varying(60),
    order_id bigint NOT NULL,
    price_list_id bigint NOT NULL,
    CONSTRAINT quotes_accepted_in_some_way CHECK (((NOT ((state)::text = 'accepted'::text)) OR (NOT ((how)::text = ''::text)))),
    CONSTRAINT quotes_free_costs_nothing CHECK (((is_free AND (total_amount = (0)::numeric)) OR ((NOT is_free) AND (total_amount >= (0)::numeric))))
);
ALTER TABLE public.quotes_quotation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_quotation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.receipts_receipt (
    id bigint NOT NULL,
    caller character varying(60) NOT NULL,
    key character varying(200) NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint,
    answer bytea NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.receipts_receipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.receipts_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.records_findings (
    id bigint NOT NULL,
    client_ref uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    fault text NOT NULL,
    cause text NOT NULL,
    work text NOT NULL,
    tested text NOT NULL,
    appointment_id bigint NOT NULL,
    by_member_id bigint,
    work_order_id bigint NOT NULL
);
ALTER TABLE public.records_findings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_findings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.records_photo (
    id bigint NOT NULL,
    client_ref uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    shows character varying(20) NOT NULL,
    step character varying(30) NOT NULL,
    appointment_id bigint NOT NULL,
    by_member_id bigint,
    file_id bigint NOT NULL,
    work_order_id bigint NOT NULL
);
ALTER TABLE public.records_photo ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_photo_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.records_signature (
    id bigint NOT NULL,
    client_ref uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    signer bytea NOT NULL,
    appointment_id bigint NOT NULL,
    by_member_id bigint,
    file_id bigint NOT NULL,
    work_order_id bigint NOT NULL
);
ALTER TABLE public.records_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.records_stepanswer (
    id bigint NOT NULL,
    client_ref uuid NOT NULL,
    said_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    step character varying(30) NOT NULL,
    answer character varying(4) NOT NULL,
    note text NOT NULL,
    appointment_id bigint NOT NULL,
    by_member_id bigint,
    work_order_id bigint NOT NULL,
    CONSTRAINT records_left_out_for_a_reason CHECK ((((answer)::text = 'done'::text) OR (NOT (note = ''::text))))
);
ALTER TABLE public.records_stepanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.records_stepanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.recounts_recount (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    due_before timestamp with time zone,
    due_after timestamp with time zone,
    why character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    clock_id bigint NOT NULL
);
ALTER TABLE public.recounts_recount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.recounts_recount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.recycling_appraisal (
    id bigint NOT NULL,
    goods character varying(120) NOT NULL,
    condition character varying(12) NOT NULL,
    amount numeric(10,2) NOT NULL,
    note character varying(500) NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL,
    answer character varying(10) NOT NULL,
    how character varying(15) NOT NULL,
    reference character varying(120) NOT NULL,
    comment character varying(1000) NOT NULL,
    answered_at timestamp with time zone,
    case_id bigint NOT NULL,
    CONSTRAINT recycling_amount_given CHECK ((amount >= (0)::numeric))
);
ALTER TABLE public.recycling_appraisal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.recycling_appraisal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.recycling_certificate (
    case_id bigint NOT NULL,
    number character varying(20) NOT NULL,
    recycler character varying(120) NOT NULL,
    treatment character varying(12) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    by_member bigint
);
CREATE SEQUENCE public.recycling_certificate_serial
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.recycling_pickup (
    case_id bigint NOT NULL,
    collected_at timestamp with time zone NOT NULL,
    way character varying(15) NOT NULL,
    paid_by character varying(10) NOT NULL,
    paid_reference character varying(120) NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.relations_caselink (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    other_id bigint NOT NULL,
    CONSTRAINT relations_link_in_order CHECK ((case_id < other_id))
);
ALTER TABLE public.relations_caselink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.relations_caselink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reminders_telling (
    id bigint NOT NULL,
    what character varying(12) NOT NULL,
    turn smallint NOT NULL,
    said_at timestamp with time zone NOT NULL,
    channel character varying(10) NOT NULL,
    by_person boolean NOT NULL,
    expected_at timestamp with time zone,
    appointment_id bigint NOT NULL,
    CONSTRAINT reminders_telling_turn_check CHECK ((turn >= 0))
);
ALTER TABLE public.reminders_telling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reminders_telling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.repeats_repeat (
    case_id bigint NOT NULL,
    days smallint NOT NULL,
    signs character varying(10)[] NOT NULL,
    raised_from character varying(5) NOT NULL,
    raised_to character varying(5) NOT NULL,
    by_member bigint,
    noted_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    earlier_id bigint NOT NULL,
    CONSTRAINT repeats_later_one CHECK ((NOT (case_id = earlier_id)))
);
CREATE TABLE public.resolutions_approval (
    id bigint NOT NULL,
    step character varying(20) NOT NULL,
    granted boolean NOT NULL,
    comment text NOT NULL,
    by_user_id bigint NOT NULL,
    by_name character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    resolution_id bigint NOT NULL
);
ALTER TABLE public.resolutions_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolutions_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.resolutions_consent (
    id bigint NOT NULL,
    agreed boolean NOT NULL,
    how character varying(20) NOT NULL,
    reference character varying(120) NOT NULL,
    comment text NOT NULL,
    at timestamp with time zone NOT NULL,
    resolution_id bigint NOT NULL
);
ALTER TABLE public.resolutions_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolutions_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.resolutions_finding (
    id bigint NOT NULL,
    cause character varying(20) NOT NULL,
    liable character varying(20) NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_member_id bigint,
    case_id bigint NOT NULL
);
ALTER TABLE public.resolutions_finding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolutions_finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.resolutions_resolution (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    summary text NOT NULL,
    cost_amount numeric(12,2) NOT NULL,
    compensation_amount numeric(12,2) NOT NULL,
    expected_stars smallint NOT NULL,
    state character varying(20) NOT NULL,
    steps character varying(20)[] NOT NULL,
    written_at timestamp with time zone NOT NULL,
    put_forward_at timestamp with time zone,
    offered_at timestamp with time zone,
    carried_out_at timestamp with time zone,
    by_member_id bigint,
    case_id bigint NOT NULL,
    beyond_reason text NOT NULL,
    ground character varying(20) NOT NULL,
    taken_back_at timestamp with time zone,
    CONSTRAINT resolutions_amounts_not_negative CHECK (((compensation_amount >= (0)::numeric) AND (cost_amount >= (0)::numeric))),
    CONSTRAINT resolutions_expected_in_stars CHECK (((expected_stars >= 1) AND (expected_stars <= 5)))
);
ALTER TABLE public.resolutions_resolution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.resolutions_resolution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.retention_legalhold (
    id bigint NOT NULL,
    reason bytea NOT NULL,
    placed_by bigint,
    placed_at timestamp with time zone NOT NULL,
    lifted_by bigint,
    lifted_at timestamp with time zone,
    case_id bigint NOT NULL
);
ALTER TABLE public.retention_legalhold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.retention_legalhold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.retention_periodsversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    days jsonb NOT NULL,
    reason bytea NOT NULL,
    set_by bigint,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT retention_periodsversion_number_check CHECK ((number >= 0))
);
ALTER TABLE public.retention_periodsversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.retention_periodsversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.retention_sweep (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    erased jsonb NOT NULL,
    version_id bigint NOT NULL
);
ALTER TABLE public.retention_sweep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.retention_sweep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_claim (
    case_id bigint NOT NULL,
    granted boolean NOT NULL,
    ground character varying(12) NOT NULL,
    proof character varying(10) NOT NULL,
    proof_reference character varying(120) NOT NULL,
    text text NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT returns_granted_with_proof_and_ground CHECK (((NOT granted) OR ((NOT ((proof)::text = ''::text)) AND (NOT ((ground)::text = ''::text)))))
);
CREATE TABLE public.returns_delivery (
    case_id bigint NOT NULL,
    delivered_at timestamp with time zone NOT NULL,
    reference character varying(120) NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.returns_inspection (
    id bigint NOT NULL,
    purpose character varying(10) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    condition character varying(10) NOT NULL,
    finding text NOT NULL,
    accepted boolean NOT NULL,
    refused_because text NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    CONSTRAINT returns_received_before_inspected CHECK ((received_at <= at)),
    CONSTRAINT returns_refused_with_a_reason CHECK ((accepted OR (NOT (refused_because = ''::text))))
);
ALTER TABLE public.returns_inspection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_inspection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.revisions_revision (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    edits jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    reason character varying(500) NOT NULL,
    sent_back character varying(500) NOT NULL,
    proposer character varying(100) NOT NULL,
    reviewer character varying(100) NOT NULL,
    approver character varying(100) NOT NULL,
    proposer_id bigint,
    reviewer_id bigint,
    approver_id bigint,
    writer_ids bigint[] NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    CONSTRAINT revisions_approved_at_a_moment CHECK (((NOT ((state)::text = 'in_force'::text)) OR (approved_at IS NOT NULL))),
    CONSTRAINT revisions_three_people CHECK ((((reviewer_id IS NULL) OR (proposer_id IS NULL) OR (NOT ((reviewer_id = proposer_id) AND (reviewer_id IS NOT NULL) AND (proposer_id IS NOT NULL)))) AND ((approver_id IS NULL) OR (proposer_id IS NULL) OR (NOT ((approver_id = proposer_id) AND (approver_id IS NOT NULL) AND (proposer_id IS NOT NULL)))) AND ((approver_id IS NULL) OR (reviewer_id IS NULL) OR (NOT ((approver_id = reviewer_id) AND (approver_id IS NOT NULL) AND (reviewer_id IS NOT NULL))))))
);
ALTER TABLE public.revisions_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.revisions_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rights_casefacts (
    case_id bigint NOT NULL,
    cause character varying(15) NOT NULL,
    proven boolean,
    confirmed boolean,
    serious boolean,
    part character varying(60) NOT NULL,
    goods_state character varying(10) NOT NULL,
    proof character varying(10) NOT NULL
);
CREATE TABLE public.rosters_leave (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    reason bytea NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(200) NOT NULL,
    decided_by_id bigint,
    member_id bigint NOT NULL,
    stand_in_id bigint,
    CONSTRAINT rosters_leave_decided_once_approved CHECK (((decided_at IS NOT NULL) OR (NOT ((state)::text = 'approved'::text)))),
    CONSTRAINT rosters_leave_in_order CHECK ((until_at > from_at)),
    CONSTRAINT rosters_leave_stand_in_is_another CHECK (((stand_in_id IS NULL) OR (NOT ((stand_in_id = member_id) AND (stand_in_id IS NOT NULL)))))
);
ALTER TABLE public.rosters_leave ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rosters_leave_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rosters_roster (
    member_id bigint NOT NULL,
    weekly jsonb NOT NULL,
    works_on_rest boolean NOT NULL
);
CREATE TABLE public.rosters_rosterday (
    id bigint NOT NULL,
    "on" date NOT NULL,
    shifts character varying(80) NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.rosters_rosterday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rosters_rosterday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlements_dispute (
    id bigint NOT NULL,
    reason character varying(500) NOT NULL,
    by_name character varying(60) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    verdict character varying(8) NOT NULL,
    reply character varying(500) NOT NULL,
    answered_by character varying(60) NOT NULL,
    answered_at timestamp with time zone,
    line_id bigint NOT NULL,
    CONSTRAINT settlements_answered_with_a_verdict CHECK ((((answered_at IS NULL) AND ((verdict)::text = ''::text)) OR ((answered_at IS NOT NULL) AND (NOT ((verdict)::text = ''::text)))))
);
ALTER TABLE public.settlements_dispute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlements_dispute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlements_line (
    id bigint NOT NULL,
    what character varying(12) NOT NULL,
    "on" date NOT NULL,
    amount numeric(10,2) NOT NULL,
    detail jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    by_name character varying(60) NOT NULL,
    corrects_id bigint,
    order_id bigint NOT NULL,
    visit_id bigint,
    statement_id bigint,
    terms_id bigint,
    CONSTRAINT settlements_correction_of_a_line CHECK ((((corrects_id IS NOT NULL) AND (visit_id IS NULL) AND ((what)::text = 'correction'::text)) OR ((NOT ((what)::text = 'correction'::text)) AND (corrects_id IS NULL) AND (terms_id IS NOT NULL)))),
    CONSTRAINT settlements_only_corrections_wait CHECK (((statement_id IS NOT NULL) OR ((what)::text = 'correction'::text)))
);
ALTER TABLE public.settlements_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlements_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlements_run (
    id bigint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    state character varying(8) NOT NULL,
    stations jsonb NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    failed jsonb NOT NULL,
    by_name character varying(60) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    CONSTRAINT settlements_run_done_check CHECK ((done >= 0)),
    CONSTRAINT settlements_run_total_check CHECK ((total >= 0))
);
ALTER TABLE public.settlements_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlements_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.settlements_serial
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.settlements_statement (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    state character varying(10) NOT NULL,
    total_amount numeric(12,2) NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    by_name character varying(60) NOT NULL,
    sent_at timestamp with time zone,
    agreed_at timestamp with time zone,
    agreed_by character varying(60) NOT NULL,
    settled_at timestamp with time zone,
    way character varying(8) NOT NULL,
    reference character varying(80) NOT NULL,
    paid_on date,
    org_unit_id bigint NOT NULL,
    CONSTRAINT settlements_agreed_by_somebody CHECK (((NOT ((state)::text = ANY ((ARRAY['agreed'::character varying, 'settled'::character varying])::text[]))) OR ((agreed_at IS NOT NULL) AND (NOT ((agreed_by)::text = ''::text))))),
    CONSTRAINT settlements_days_in_order CHECK ((until >= since)),
    CONSTRAINT settlements_settled_under_a_reference CHECK (((NOT ((state)::text = 'settled'::text)) OR ((paid_on IS NOT NULL) AND (settled_at IS NOT NULL) AND (NOT ((reference)::text = ''::text)))))
);
ALTER TABLE public.settlements_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlements_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlements_termsversion (
    id bigint NOT NULL,
    provider character varying(8) NOT NULL,
    in_force_from date NOT NULL,
    clauses jsonb NOT NULL,
    by_name character varying(60) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    station_id bigint,
    CONSTRAINT settlements_terms_of_a_station_or_a_kind CHECK (((((provider)::text = ANY ((ARRAY['own'::character varying, 'partner'::character varying])::text[])) AND (station_id IS NULL)) OR (((provider)::text = ''::text) AND (station_id IS NOT NULL))))
);
ALTER TABLE public.settlements_termsversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlements_termsversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sign_ins_signin (
    id bigint NOT NULL,
    session_key character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    address inet,
    device character varying(60) NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.sign_ins_signin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sign_ins_signin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sign_ins_try (
    id bigint NOT NULL,
    key character varying(120) NOT NULL,
    "window" timestamp with time zone NOT NULL,
    tries integer NOT NULL
);
ALTER TABLE public.sign_ins_try ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sign_ins_try_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.signs_judgement (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    key character varying(40) NOT NULL,
    verdict character varying(10) NOT NULL,
    comment text NOT NULL,
    by_name character varying(60) NOT NULL,
    by_user_id bigint,
    at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL
);
ALTER TABLE public.signs_judgement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signs_judgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.simulations_simulation (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    last_case bigint NOT NULL,
    result jsonb NOT NULL,
    by_user bigint,
    by_name character varying(100) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    against_id bigint NOT NULL,
    version_id bigint NOT NULL,
    CONSTRAINT simulations_simulation_done_check CHECK ((done >= 0)),
    CONSTRAINT simulations_simulation_total_check CHECK ((total >= 0))
);
ALTER TABLE public.simulations_simulation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.simulations_simulation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sites_site (
    id bigint NOT NULL,
    longitude double precision NOT NULL,
    latitude double precision NOT NULL,
    address character varying(120) NOT NULL,
    areas character varying(6)[] NOT NULL,
    product_lines character varying(20)[] NOT NULL,
    is_own boolean NOT NULL,
    is_active boolean NOT NULL,
    org_unit_id bigint NOT NULL,
    CONSTRAINT sites_point_on_earth CHECK ((((latitude >= ('-90.0'::numeric)::double precision) AND (latitude <= (90.0)::double precision)) AND ((longitude >= ('-180.0'::numeric)::double precision) AND (longitude <= (180.0)::double precision))))
);
ALTER TABLE public.sites_site ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sites_site_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.skills_grant (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    certificate bytea NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    warned character varying(10) NOT NULL,
    file_id bigint,
    member_id bigint NOT NULL,
    skill_id bigint NOT NULL,
    CONSTRAINT skills_grant_in_order CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);
ALTER TABLE public.skills_grant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.skills_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.skills_skill (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    kinds character varying(20)[] NOT NULL,
    categories character varying(20)[] NOT NULL,
    product_lines character varying(20)[] NOT NULL,
    levels character varying(5)[] NOT NULL,
    warn_days smallint NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT skills_skill_warn_days_check CHECK ((warn_days >= 0))
);
ALTER TABLE public.skills_skill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.skills_skill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.spares_fit (
    id bigint NOT NULL,
    product_model_id bigint NOT NULL,
    part_id bigint NOT NULL
);
ALTER TABLE public.spares_fit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.spares_fit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.spares_part (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    measure character varying(10) NOT NULL,
    has_serials boolean NOT NULL,
    suppliers character varying(80)[] NOT NULL,
    product_lines character varying(20)[] NOT NULL,
    price_amount numeric(10,2) NOT NULL,
    warranty_days smallint NOT NULL,
    is_kept boolean NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT spares_part_price_not_negative CHECK ((price_amount >= (0)::numeric)),
    CONSTRAINT spares_part_warranty_days_check CHECK ((warranty_days >= 0))
);
ALTER TABLE public.spares_part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.spares_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.spares_place (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    name character varying(60) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    member_id bigint,
    org_unit_id bigint,
    CONSTRAINT spares_place_of_a_unit_or_a_member CHECK (((((kind)::text = 'van'::text) AND (member_id IS NOT NULL) AND (org_unit_id IS NULL)) OR (((kind)::text = 'way'::text) AND (member_id IS NULL) AND (org_unit_id IS NULL)) OR (((kind)::text = ANY ((ARRAY['centre'::character varying, 'station'::character varying])::text[])) AND (member_id IS NULL) AND (org_unit_id IS NOT NULL))))
);
ALTER TABLE public.spares_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.spares_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.spares_reorderpoint (
    id bigint NOT NULL,
    "least" integer NOT NULL,
    most integer NOT NULL,
    part_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT spares_reorder_up CHECK ((most > "least")),
    CONSTRAINT spares_reorderpoint_least_check CHECK (("least" >= 0)),
    CONSTRAINT spares_reorderpoint_most_check CHECK ((most >= 0))
);
ALTER TABLE public.spares_reorderpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.spares_reorderpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_face (
    id bigint NOT NULL,
    shown_at timestamp with time zone NOT NULL,
    file_id bigint NOT NULL,
    member_id bigint NOT NULL
);
ALTER TABLE public.staff_face ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_face_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_member (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    name_key character varying(120) NOT NULL,
    title character varying(60) NOT NULL,
    is_head boolean NOT NULL,
    is_active boolean NOT NULL,
    on_duty boolean NOT NULL,
    handles character varying(20)[] NOT NULL,
    levels character varying(10)[] NOT NULL,
    product_lines character varying(20)[] NOT NULL,
    regions character varying(6)[] NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    org_unit_id bigint NOT NULL,
    stand_in_id bigint,
    user_id bigint,
    CONSTRAINT staff_member_active_until_left CHECK (((is_active AND (left_at IS NULL)) OR ((NOT is_active) AND (left_at IS NOT NULL)))),
    CONSTRAINT staff_member_stands_in_for_another CHECK (((stand_in_id IS NULL) OR (NOT ((stand_in_id = id) AND (stand_in_id IS NOT NULL)))))
);
ALTER TABLE public.staff_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.stores_aside (
    id bigint NOT NULL,
    count integer NOT NULL,
    order_id bigint NOT NULL,
    stock_id bigint NOT NULL,
    CONSTRAINT stores_aside_count_check CHECK ((count >= 0)),
    CONSTRAINT stores_aside_is_some CHECK ((count > 0))
);
ALTER TABLE public.stores_aside ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stores_aside_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.stores_lot (
    id bigint NOT NULL,
    supplier character varying(80) NOT NULL,
    number character varying(60) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    part_id bigint NOT NULL
);
ALTER TABLE public.stores_lot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stores_lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.stores_movement (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    count integer NOT NULL,
    reason character varying(200) NOT NULL,
    reference character varying(60) NOT NULL,
    by_name character varying(60) NOT NULL,
    by_member bigint,
    at timestamp with time zone NOT NULL,
    came_from_id bigint,
    lot_id bigint NOT NULL,
    order_id bigint,
    part_id bigint NOT NULL,
    went_to_id bigint,
    piece_id bigint,
    CONSTRAINT stores_movement_count_check CHECK ((count >= 0)),
    CONSTRAINT stores_movement_of_some CHECK ((count > 0))
);
ALTER TABLE public.stores_movement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stores_movement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.stores_piece (
    id bigint NOT NULL,
    serial character varying(60) NOT NULL,
    gone character varying(10) NOT NULL,
    lot_id bigint NOT NULL,
    part_id bigint NOT NULL,
    place_id bigint,
    used_for_id bigint,
    CONSTRAINT stores_piece_in_one_place CHECK (((((gone)::text = ''::text) AND (place_id IS NOT NULL) AND (used_for_id IS NULL)) OR (((gone)::text = ''::text) AND (place_id IS NULL) AND (used_for_id IS NOT NULL)) OR ((place_id IS NULL) AND (used_for_id IS NULL) AND (NOT ((gone)::text = ''::text)))))
);
ALTER TABLE public.stores_piece ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stores_piece_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.stores_stock (
    id bigint NOT NULL,
    count integer NOT NULL,
    reserved integer NOT NULL,
    lot_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT stores_stock_count_check CHECK ((count >= 0)),
    CONSTRAINT stores_stock_never_negative CHECK (((count >= reserved) AND (reserved >= 0))),
    CONSTRAINT stores_stock_reserved_check CHECK ((reserved >= 0))
);
ALTER TABLE public.stores_stock ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.stores_stock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.technicians_technician (
    id bigint NOT NULL,
    starts_at character varying(8) NOT NULL,
    ends_at character varying(8) NOT NULL,
    home_longitude double precision,
    home_latitude double precision,
    meal_from time without time zone NOT NULL,
    meal_until time without time zone NOT NULL,
    meal_minutes smallint NOT NULL,
    pace smallint NOT NULL,
    longest_leg smallint,
    is_active boolean NOT NULL,
    member_id bigint NOT NULL,
    site_id bigint NOT NULL,
    CONSTRAINT technicians_home_known_where_used CHECK (((((ends_at)::text = 'station'::text) AND ((starts_at)::text = 'station'::text)) OR ((home_latitude IS NOT NULL) AND (home_longitude IS NOT NULL)))),
    CONSTRAINT technicians_meal_in_order CHECK ((meal_until >= meal_from)),
    CONSTRAINT technicians_pace_is_possible CHECK (((pace >= 50) AND (pace <= 200))),
    CONSTRAINT technicians_technician_longest_leg_check CHECK ((longest_leg >= 0)),
    CONSTRAINT technicians_technician_meal_minutes_check CHECK ((meal_minutes >= 0)),
    CONSTRAINT technicians_technician_pace_check CHECK ((pace >= 0))
);
ALTER TABLE public.technicians_technician ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.technicians_technician_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.tills_cash (
    id bigint NOT NULL,
    "on" date NOT NULL,
    amount numeric(10,2) NOT NULL,
    reference character varying(80) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    back_at timestamp with time zone,
    member_id bigint NOT NULL,
    order_id bigint NOT NULL,
    payment_id bigint NOT NULL,
    hand_in_id bigint
);
ALTER TABLE public.tills_cash ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tills_cash_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.tills_declared (
    id bigint NOT NULL,
    "on" date NOT NULL,
    shown_amount numeric(10,2) NOT NULL,
    amount numeric(10,2) NOT NULL,
    reason character varying(200) NOT NULL,
    said_at timestamp with time zone NOT NULL,
    hand_in_id bigint,
    member_id bigint NOT NULL,
    CONSTRAINT tills_declared_difference_with_a_reason CHECK (((amount = shown_amount) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT tills_declared_not_less_than_nothing CHECK (((amount >= (0)::numeric) AND (shown_amount >= (0)::numeric)))
);
ALTER TABLE public.tills_declared ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tills_declared_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.tills_handin (
    id bigint NOT NULL,
    "on" date NOT NULL,
    expected_amount numeric(10,2) NOT NULL,
    counted_amount numeric(10,2) NOT NULL,
    reason character varying(200) NOT NULL,
    by_name character varying(60) NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT tills_difference_with_a_reason CHECK (((counted_amount = expected_amount) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT tills_not_less_than_nothing CHECK (((counted_amount >= (0)::numeric) AND (expected_amount >= (0)::numeric)))
);
ALTER TABLE public.tills_handin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tills_handin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transfers_line (
    id bigint NOT NULL,
    serial character varying(60) NOT NULL,
    sent integer NOT NULL,
    arrived integer,
    damaged integer NOT NULL,
    lot_id bigint NOT NULL,
    part_id bigint NOT NULL,
    transfer_id bigint NOT NULL,
    CONSTRAINT transfers_line_arrived_check CHECK ((arrived >= 0)),
    CONSTRAINT transfers_line_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT transfers_line_sent_check CHECK ((sent >= 0)),
    CONSTRAINT transfers_no_more_comes_than_was_sent CHECK (((sent > 0) AND (((arrived IS NULL) AND (damaged = 0)) OR (sent >= (arrived + damaged)))))
);
ALTER TABLE public.transfers_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transfers_transfer (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    waybill character varying(60) NOT NULL,
    note character varying(200) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sent_by_name character varying(60) NOT NULL,
    sent_by_member bigint,
    reason character varying(200) NOT NULL,
    ended_at timestamp with time zone,
    ended_by_name character varying(60) NOT NULL,
    giver_id bigint NOT NULL,
    order_id bigint,
    taker_id bigint NOT NULL,
    CONSTRAINT transfers_between_two_places CHECK ((NOT (giver_id = taker_id))),
    CONSTRAINT transfers_end_is_dated CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['on_way'::character varying, 'going_back'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['received'::character varying, 'came_back'::character varying, 'called_back'::character varying])::text[])))))
);
ALTER TABLE public.transfers_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transfers_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triage_decision (
    proposal_id bigint NOT NULL,
    "values" jsonb NOT NULL,
    agreed character varying(20)[] NOT NULL,
    changed character varying(20)[] NOT NULL,
    filled character varying(20)[] NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.triage_proposal (
    case_id bigint NOT NULL,
    "values" jsonb NOT NULL,
    confidence jsonb NOT NULL,
    left_open character varying(20)[] NOT NULL,
    reasons jsonb NOT NULL,
    safety boolean NOT NULL,
    model_version character varying(40) NOT NULL,
    proposed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.triage_trainedmodel (
    id bigint NOT NULL,
    field character varying(20) NOT NULL,
    trained_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    before character varying(40) NOT NULL,
    learnt_from integer NOT NULL,
    held_out integer NOT NULL,
    "right" integer NOT NULL,
    right_before integer NOT NULL,
    gained integer NOT NULL,
    lost integer NOT NULL,
    data jsonb,
    CONSTRAINT triage_only_a_taken_model_is_kept CHECK ((((data IS NOT NULL) AND ((state)::text = 'taken'::text)) OR ((data IS NULL) AND ((state)::text = 'rejected'::text))))
);
ALTER TABLE public.triage_trainedmodel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triage_trainedmodel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.triage_triagerule (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    "order" integer NOT NULL,
    is_active boolean NOT NULL,
    channels character varying(10)[] NOT NULL,
    product_lines character varying(20)[] NOT NULL,
    customer_classes character varying(20)[] NOT NULL,
    words character varying(40)[] NOT NULL,
    sets jsonb NOT NULL
);
ALTER TABLE public.triage_triagerule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.triage_triagerule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.units_prooffile (
    id bigint NOT NULL,
    added_by bigint,
    added_at timestamp with time zone NOT NULL,
    file_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.units_prooffile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.units_prooffile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.units_unit (
    id bigint NOT NULL,
    described_as character varying(120) NOT NULL,
    serial character varying(60) NOT NULL,
    batch character varying(60) NOT NULL,
    purchased_on date,
    channel character varying(40) NOT NULL,
    order_no character varying(60) NOT NULL,
    installed_on date,
    added_at timestamp with time zone NOT NULL,
    customer_id bigint NOT NULL,
    product_model_id bigint,
    delivered_on date,
    fitted_by_seller boolean,
    made_on date,
    made_to_order boolean,
    paid_amount numeric(12,2),
    proof character varying(10) NOT NULL,
    return_waived boolean,
    sold_remotely boolean,
    CONSTRAINT units_unit_is_something CHECK (((product_model_id IS NOT NULL) OR (NOT ((described_as)::text = ''::text)))),
    CONSTRAINT units_unit_paid_not_negative CHECK (((paid_amount IS NULL) OR (paid_amount >= (0)::numeric)))
);
ALTER TABLE public.units_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.units_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.views_savedview (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    words jsonb NOT NULL,
    "order" character varying(10) NOT NULL,
    "position" integer NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    owner_id bigint NOT NULL,
    shared_with_id bigint,
    listing character varying(10) NOT NULL
);
ALTER TABLE public.views_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.views_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.visits_visit (
    id bigint NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    who character varying(60) NOT NULL,
    agreed_at timestamp with time zone NOT NULL,
    by_member bigint,
    arrived_at timestamp with time zone,
    ended_at timestamp with time zone,
    outcome character varying(12) NOT NULL,
    note text NOT NULL,
    fee_amount numeric(10,2) NOT NULL,
    fee_agreed character varying(120) NOT NULL,
    case_id bigint NOT NULL,
    reference bigint,
    ended_by_order boolean NOT NULL,
    CONSTRAINT visits_end_with_an_outcome CHECK ((((ended_at IS NULL) AND ((outcome)::text = ''::text)) OR ((ended_at IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT visits_fee_is_agreed CHECK (((fee_amount = (0)::numeric) OR (NOT ((fee_agreed)::text = ''::text)))),
    CONSTRAINT visits_window_in_order CHECK ((until_at > from_at))
);
ALTER TABLE public.visits_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_alert (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    "on" date NOT NULL,
    kind character varying(10) NOT NULL,
    reason character varying(10) NOT NULL,
    amount integer NOT NULL,
    usual double precision,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.watch_alert ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.watch_reading (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    hour timestamp with time zone NOT NULL,
    amount integer NOT NULL
);
ALTER TABLE public.watch_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.watch_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.webhooks_event_sequence
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.webhooks_subscription (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    events character varying(40)[] NOT NULL,
    with_facts boolean NOT NULL,
    is_on boolean NOT NULL,
    endpoint_id bigint NOT NULL
);
ALTER TABLE public.webhooks_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhooks_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wordings_wording (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    purpose character varying(10) NOT NULL,
    kind character varying(20) NOT NULL,
    category character varying(20) NOT NULL,
    line character varying(20) NOT NULL,
    title_zh character varying(60) NOT NULL,
    title_en character varying(80) NOT NULL,
    text_zh text NOT NULL,
    text_en text NOT NULL,
    "position" smallint NOT NULL,
    is_used boolean NOT NULL,
    CONSTRAINT wordings_wording_position_check CHECK (("position" >= 0)),
    CONSTRAINT wordings_wording_says_something CHECK ((NOT (text_zh = ''::text)))
);
ALTER TABLE public.wordings_wording ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wordings_wording_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.workorders_serial
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.workorders_workorder (
    id bigint NOT NULL,
    number character varying(20) NOT NULL,
    job character varying(12) NOT NULL,
    goods character varying(120) NOT NULL,
    product_line character varying(20) NOT NULL,
    task text NOT NULL,
    address bytea NOT NULL,
    region character varying(6) NOT NULL,
    longitude double precision,
    latitude double precision,
    minutes smallint NOT NULL,
    persons smallint NOT NULL,
    priority smallint NOT NULL,
    skills bigint[] NOT NULL,
    gear character varying(20)[] NOT NULL,
    due_at timestamp with time zone,
    state character varying(12) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    is_rework boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_note text NOT NULL,
    version integer NOT NULL,
    case_id bigint NOT NULL,
    follows_id bigint,
    org_unit_id bigint NOT NULL,
    unit_id bigint,
    CONSTRAINT workorders_ended_when_over CHECK ((((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'called_off'::character varying])::text[]))) AND (ended_at IS NULL)) OR (((state)::text = ANY ((ARRAY['done'::character varying, 'called_off'::character varying])::text[])) AND (ended_at IS NOT NULL)))),
    CONSTRAINT workorders_norm_is_possible CHECK ((((minutes >= 5) AND (minutes <= 1440)) AND ((persons >= 1) AND (persons <= 2)) AND ((priority >= 1) AND (priority <= 3)))),
    CONSTRAINT workorders_workorder_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT workorders_workorder_persons_check CHECK ((persons >= 0)),
    CONSTRAINT workorders_workorder_priority_check CHECK ((priority >= 0)),
    CONSTRAINT workorders_workorder_version_check CHECK ((version >= 0))
);
ALTER TABLE public.workorders_workorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workorders_workorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
INSERT INTO public.auth_permission VALUES (1, 'Can add content type', 1, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (2, 'Can change content type', 1, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (3, 'Can delete content type', 1, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (4, 'Can view content type', 1, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (5, 'Can add permission', 2, 'add_permission');
INSERT INTO public.auth_permission VALUES (6, 'Can change permission', 2, 'change_permission');
INSERT INTO public.auth_permission VALUES (7, 'Can delete permission', 2, 'delete_permission');
INSERT INTO public.auth_permission VALUES (8, 'Can view permission', 2, 'view_permission');
INSERT INTO public.auth_permission VALUES (9, 'Can add group', 3, 'add_group');
INSERT INTO public.auth_permission VALUES (10, 'Can change group', 3, 'change_group');
INSERT INTO public.auth_permission VALUES (11, 'Can delete group', 3, 'delete_group');
INSERT INTO public.auth_permission VALUES (12, 'Can view group', 3, 'view_group');
INSERT INTO public.auth_permission VALUES (13, 'Can add session', 4, 'add_session');
INSERT INTO public.auth_permission VALUES (14, 'Can change session', 4, 'change_session');
INSERT INTO public.auth_permission VALUES (15, 'Can delete session', 4, 'delete_session');
INSERT INTO public.auth_permission VALUES (16, 'Can view session', 4, 'view_session');
INSERT INTO public.auth_permission VALUES (17, 'Can add procrastinate event', 5, 'add_procrastinateevent');
INSERT INTO public.auth_permission VALUES (18, 'Can change procrastinate event', 5, 'change_procrastinateevent');
INSERT INTO public.auth_permission VALUES (19, 'Can delete procrastinate event', 5, 'delete_procrastinateevent');
INSERT INTO public.auth_permission VALUES (20, 'Can view procrastinate event', 5, 'view_procrastinateevent');
INSERT INTO public.auth_permission VALUES (21, 'Can add procrastinate job', 6, 'add_procrastinatejob');
INSERT INTO public.auth_permission VALUES (22, 'Can change procrastinate job', 6, 'change_procrastinatejob');
INSERT INTO public.auth_permission VALUES (23, 'Can delete procrastinate job', 6, 'delete_procrastinatejob');
INSERT INTO public.auth_permission VALUES (24, 'Can view procrastinate job', 6, 'view_procrastinatejob');
INSERT INTO public.auth_permission VALUES (25, 'Can add procrastinate periodic defer', 7, 'add_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (26, 'Can change procrastinate periodic defer', 7, 'change_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (27, 'Can delete procrastinate periodic defer', 7, 'delete_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (28, 'Can view procrastinate periodic defer', 7, 'view_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (29, 'Can add procrastinate worker', 8, 'add_procrastinateworker');
INSERT INTO public.auth_permission VALUES (30, 'Can change procrastinate worker', 8, 'change_procrastinateworker');
INSERT INTO public.auth_permission VALUES (31, 'Can delete procrastinate worker', 8, 'delete_procrastinateworker');
INSERT INTO public.auth_permission VALUES (32, 'Can view procrastinate worker', 8, 'view_procrastinateworker');
INSERT INTO public.auth_permission VALUES (33, 'Can add stamp', 9, 'add_stamp');
INSERT INTO public.auth_permission VALUES (34, 'Can change stamp', 9, 'change_stamp');
INSERT INTO public.auth_permission VALUES (35, 'Can delete stamp', 9, 'delete_stamp');
INSERT INTO public.auth_permission VALUES (36, 'Can view stamp', 9, 'view_stamp');
INSERT INTO public.auth_permission VALUES (37, 'Can add role', 10, 'add_role');
INSERT INTO public.auth_permission VALUES (38, 'Can change role', 10, 'change_role');
INSERT INTO public.auth_permission VALUES (39, 'Can delete role', 10, 'delete_role');
INSERT INTO public.auth_permission VALUES (40, 'Can view role', 10, 'view_role');
INSERT INTO public.auth_permission VALUES (41, 'Can add user', 11, 'add_user');
INSERT INTO public.auth_permission VALUES (42, 'Can change user', 11, 'change_user');
INSERT INTO public.auth_permission VALUES (43, 'Can delete user', 11, 'delete_user');
INSERT INTO public.auth_permission VALUES (44, 'Can view user', 11, 'view_user');
INSERT INTO public.auth_permission VALUES (45, 'Can add api token', 12, 'add_apitoken');
INSERT INTO public.auth_permission VALUES (46, 'Can change api token', 12, 'change_apitoken');
INSERT INTO public.auth_permission VALUES (47, 'Can delete api token', 12, 'delete_apitoken');
INSERT INTO public.auth_permission VALUES (48, 'Can view api token', 12, 'view_apitoken');
INSERT INTO public.auth_permission VALUES (49, 'Can add entry', 13, 'add_entry');
INSERT INTO public.auth_permission VALUES (50, 'Can change entry', 13, 'change_entry');
INSERT INTO public.auth_permission VALUES (51, 'Can delete entry', 13, 'delete_entry');
INSERT INTO public.auth_permission VALUES (52, 'Can view entry', 13, 'view_entry');
INSERT INTO public.auth_permission VALUES (53, 'Can add head', 14, 'add_head');
INSERT INTO public.auth_permission VALUES (54, 'Can change head', 14, 'change_head');
INSERT INTO public.auth_permission VALUES (55, 'Can delete head', 14, 'delete_head');
INSERT INTO public.auth_permission VALUES (56, 'Can view head', 14, 'view_head');
INSERT INTO public.auth_permission VALUES (57, 'Can add words', 15, 'add_words');
INSERT INTO public.auth_permission VALUES (58, 'Can change words', 15, 'change_words');
INSERT INTO public.auth_permission VALUES (59, 'Can delete words', 15, 'delete_words');
INSERT INTO public.auth_permission VALUES (60, 'Can view words', 15, 'view_words');
INSERT INTO public.auth_permission VALUES (61, 'Can add stored file', 16, 'add_storedfile');
INSERT INTO public.auth_permission VALUES (62, 'Can change stored file', 16, 'change_storedfile');
INSERT INTO public.auth_permission VALUES (63, 'Can delete stored file', 16, 'delete_storedfile');
INSERT INTO public.auth_permission VALUES (64, 'Can view stored file', 16, 'view_storedfile');
INSERT INTO public.auth_permission VALUES (65, 'Can add notice', 17, 'add_notice');
INSERT INTO public.auth_permission VALUES (66, 'Can change notice', 17, 'change_notice');
INSERT INTO public.auth_permission VALUES (67, 'Can delete notice', 17, 'delete_notice');
INSERT INTO public.auth_permission VALUES (68, 'Can view notice', 17, 'view_notice');
INSERT INTO public.auth_permission VALUES (69, 'Can add endpoint', 18, 'add_endpoint');
INSERT INTO public.auth_permission VALUES (70, 'Can change endpoint', 18, 'change_endpoint');
INSERT INTO public.auth_permission VALUES (71, 'Can delete endpoint', 18, 'delete_endpoint');
INSERT INTO public.auth_permission VALUES (72, 'Can view endpoint', 18, 'view_endpoint');
INSERT INTO public.auth_permission VALUES (73, 'Can add channel conduct', 19, 'add_channelconduct');
INSERT INTO public.auth_permission VALUES (74, 'Can change channel conduct', 19, 'change_channelconduct');
INSERT INTO public.auth_permission VALUES (75, 'Can delete channel conduct', 19, 'delete_channelconduct');
INSERT INTO public.auth_permission VALUES (76, 'Can view channel conduct', 19, 'view_channelconduct');
INSERT INTO public.auth_permission VALUES (77, 'Can add message', 20, 'add_message');
INSERT INTO public.auth_permission VALUES (78, 'Can change message', 20, 'change_message');
INSERT INTO public.auth_permission VALUES (79, 'Can delete message', 20, 'delete_message');
INSERT INTO public.auth_permission VALUES (80, 'Can view message', 20, 'view_message');
INSERT INTO public.auth_permission VALUES (81, 'Can add try', 21, 'add_try');
INSERT INTO public.auth_permission VALUES (82, 'Can change try', 21, 'change_try');
INSERT INTO public.auth_permission VALUES (83, 'Can delete try', 21, 'delete_try');
INSERT INTO public.auth_permission VALUES (84, 'Can view try', 21, 'view_try');
INSERT INTO public.auth_permission VALUES (85, 'Can add reveal', 22, 'add_reveal');
INSERT INTO public.auth_permission VALUES (86, 'Can change reveal', 22, 'change_reveal');
INSERT INTO public.auth_permission VALUES (87, 'Can delete reveal', 22, 'delete_reveal');
INSERT INTO public.auth_permission VALUES (88, 'Can view reveal', 22, 'view_reveal');
INSERT INTO public.auth_permission VALUES (89, 'Can add receipt', 23, 'add_receipt');
INSERT INTO public.auth_permission VALUES (90, 'Can change receipt', 23, 'change_receipt');
INSERT INTO public.auth_permission VALUES (91, 'Can delete receipt', 23, 'delete_receipt');
INSERT INTO public.auth_permission VALUES (92, 'Can view receipt', 23, 'view_receipt');
INSERT INTO public.auth_permission VALUES (93, 'Can add try', 24, 'add_try');
INSERT INTO public.auth_permission VALUES (94, 'Can change try', 24, 'change_try');
INSERT INTO public.auth_permission VALUES (95, 'Can delete try', 24, 'delete_try');
INSERT INTO public.auth_permission VALUES (96, 'Can view try', 24, 'view_try');
INSERT INTO public.auth_permission VALUES (97, 'Can add sign in', 25, 'add_signin');
INSERT INTO public.auth_permission VALUES (98, 'Can change sign in', 25, 'change_signin');
INSERT INTO public.auth_permission VALUES (99, 'Can delete sign in', 25, 'delete_signin');
INSERT INTO public.auth_permission VALUES (100, 'Can view sign in', 25, 'view_signin');
INSERT INTO public.auth_permission VALUES (101, 'Can add alert', 26, 'add_alert');
INSERT INTO public.auth_permission VALUES (102, 'Can change alert', 26, 'change_alert');
INSERT INTO public.auth_permission VALUES (103, 'Can delete alert', 26, 'delete_alert');
INSERT INTO public.auth_permission VALUES (104, 'Can view alert', 26, 'view_alert');
INSERT INTO public.auth_permission VALUES (105, 'Can add reading', 27, 'add_reading');
INSERT INTO public.auth_permission VALUES (106, 'Can change reading', 27, 'change_reading');
INSERT INTO public.auth_permission VALUES (107, 'Can delete reading', 27, 'delete_reading');
INSERT INTO public.auth_permission VALUES (108, 'Can view reading', 27, 'view_reading');
INSERT INTO public.auth_permission VALUES (109, 'Can add pack', 28, 'add_pack');
INSERT INTO public.auth_permission VALUES (110, 'Can change pack', 28, 'change_pack');
INSERT INTO public.auth_permission VALUES (111, 'Can delete pack', 28, 'delete_pack');
INSERT INTO public.auth_permission VALUES (112, 'Can view pack', 28, 'view_pack');
INSERT INTO public.auth_permission VALUES (113, 'Can add pack version', 29, 'add_packversion');
INSERT INTO public.auth_permission VALUES (114, 'Can change pack version', 29, 'change_packversion');
INSERT INTO public.auth_permission VALUES (115, 'Can delete pack version', 29, 'delete_packversion');
INSERT INTO public.auth_permission VALUES (116, 'Can view pack version', 29, 'view_packversion');
INSERT INTO public.auth_permission VALUES (117, 'Can add calendar', 30, 'add_calendar');
INSERT INTO public.auth_permission VALUES (118, 'Can change calendar', 30, 'change_calendar');
INSERT INTO public.auth_permission VALUES (119, 'Can delete calendar', 30, 'delete_calendar');
INSERT INTO public.auth_permission VALUES (120, 'Can view calendar', 30, 'view_calendar');
INSERT INTO public.auth_permission VALUES (121, 'Can add calendar day', 31, 'add_calendarday');
INSERT INTO public.auth_permission VALUES (122, 'Can change calendar day', 31, 'change_calendarday');
INSERT INTO public.auth_permission VALUES (123, 'Can delete calendar day', 31, 'delete_calendarday');
INSERT INTO public.auth_permission VALUES (124, 'Can view calendar day', 31, 'view_calendarday');
INSERT INTO public.auth_permission VALUES (125, 'Can add edition', 32, 'add_edition');
INSERT INTO public.auth_permission VALUES (126, 'Can change edition', 32, 'change_edition');
INSERT INTO public.auth_permission VALUES (127, 'Can delete edition', 32, 'delete_edition');
INSERT INTO public.auth_permission VALUES (128, 'Can view edition', 32, 'view_edition');
INSERT INTO public.auth_permission VALUES (129, 'Can add own day', 33, 'add_ownday');
INSERT INTO public.auth_permission VALUES (130, 'Can change own day', 33, 'change_ownday');
INSERT INTO public.auth_permission VALUES (131, 'Can delete own day', 33, 'delete_ownday');
INSERT INTO public.auth_permission VALUES (132, 'Can view own day', 33, 'view_ownday');
INSERT INTO public.auth_permission VALUES (133, 'Can add station hours', 34, 'add_stationhours');
INSERT INTO public.auth_permission VALUES (134, 'Can change station hours', 34, 'change_stationhours');
INSERT INTO public.auth_permission VALUES (135, 'Can delete station hours', 34, 'delete_stationhours');
INSERT INTO public.auth_permission VALUES (136, 'Can view station hours', 34, 'view_stationhours');
INSERT INTO public.auth_permission VALUES (137, 'Can add revision', 35, 'add_revision');
INSERT INTO public.auth_permission VALUES (138, 'Can change revision', 35, 'change_revision');
INSERT INTO public.auth_permission VALUES (139, 'Can delete revision', 35, 'delete_revision');
INSERT INTO public.auth_permission VALUES (140, 'Can view revision', 35, 'view_revision');
INSERT INTO public.auth_permission VALUES (141, 'Can add norm', 36, 'add_norm');
INSERT INTO public.auth_permission VALUES (142, 'Can change norm', 36, 'change_norm');
INSERT INTO public.auth_permission VALUES (143, 'Can delete norm', 36, 'delete_norm');
INSERT INTO public.auth_permission VALUES (144, 'Can view norm', 36, 'view_norm');
INSERT INTO public.auth_permission VALUES (145, 'Can add norm change', 37, 'add_normchange');
INSERT INTO public.auth_permission VALUES (146, 'Can change norm change', 37, 'change_normchange');
INSERT INTO public.auth_permission VALUES (147, 'Can delete norm change', 37, 'delete_normchange');
INSERT INTO public.auth_permission VALUES (148, 'Can view norm change', 37, 'view_normchange');
INSERT INTO public.auth_permission VALUES (149, 'Can add customer', 38, 'add_customer');
INSERT INTO public.auth_permission VALUES (150, 'Can change customer', 38, 'change_customer');
INSERT INTO public.auth_permission VALUES (151, 'Can delete customer', 38, 'delete_customer');
INSERT INTO public.auth_permission VALUES (152, 'Can view customer', 38, 'view_customer');
INSERT INTO public.auth_permission VALUES (153, 'Can add phone', 39, 'add_phone');
INSERT INTO public.auth_permission VALUES (154, 'Can change phone', 39, 'change_phone');
INSERT INTO public.auth_permission VALUES (155, 'Can delete phone', 39, 'delete_phone');
INSERT INTO public.auth_permission VALUES (156, 'Can view phone', 39, 'view_phone');
INSERT INTO public.auth_permission VALUES (157, 'Can add disclosure', 40, 'add_disclosure');
INSERT INTO public.auth_permission VALUES (158, 'Can change disclosure', 40, 'change_disclosure');
INSERT INTO public.auth_permission VALUES (159, 'Can delete disclosure', 40, 'delete_disclosure');
INSERT INTO public.auth_permission VALUES (160, 'Can view disclosure', 40, 'view_disclosure');
INSERT INTO public.auth_permission VALUES (161, 'Can add sight', 41, 'add_sight');
INSERT INTO public.auth_permission VALUES (162, 'Can change sight', 41, 'change_sight');
INSERT INTO public.auth_permission VALUES (163, 'Can delete sight', 41, 'delete_sight');
INSERT INTO public.auth_permission VALUES (164, 'Can view sight', 41, 'view_sight');
INSERT INTO public.auth_permission VALUES (165, 'Can add name word', 42, 'add_nameword');
INSERT INTO public.auth_permission VALUES (166, 'Can change name word', 42, 'change_nameword');
INSERT INTO public.auth_permission VALUES (167, 'Can delete name word', 42, 'delete_nameword');
INSERT INTO public.auth_permission VALUES (168, 'Can view name word', 42, 'view_nameword');
INSERT INTO public.auth_permission VALUES (169, 'Can add address', 43, 'add_address');
INSERT INTO public.auth_permission VALUES (170, 'Can change address', 43, 'change_address');
INSERT INTO public.auth_permission VALUES (171, 'Can delete address', 43, 'delete_address');
INSERT INTO public.auth_permission VALUES (172, 'Can view address', 43, 'view_address');
INSERT INTO public.auth_permission VALUES (173, 'Can add person', 44, 'add_person');
INSERT INTO public.auth_permission VALUES (174, 'Can change person', 44, 'change_person');
INSERT INTO public.auth_permission VALUES (175, 'Can delete person', 44, 'delete_person');
INSERT INTO public.auth_permission VALUES (176, 'Can view person', 44, 'view_person');
INSERT INTO public.auth_permission VALUES (177, 'Can add home', 45, 'add_home');
INSERT INTO public.auth_permission VALUES (178, 'Can change home', 45, 'change_home');
INSERT INTO public.auth_permission VALUES (179, 'Can delete home', 45, 'delete_home');
INSERT INTO public.auth_permission VALUES (180, 'Can view home', 45, 'view_home');
INSERT INTO public.auth_permission VALUES (181, 'Can add line', 46, 'add_line');
INSERT INTO public.auth_permission VALUES (182, 'Can change line', 46, 'change_line');
INSERT INTO public.auth_permission VALUES (183, 'Can delete line', 46, 'delete_line');
INSERT INTO public.auth_permission VALUES (184, 'Can view line', 46, 'view_line');
INSERT INTO public.auth_permission VALUES (185, 'Can add product model', 47, 'add_productmodel');
INSERT INTO public.auth_permission VALUES (186, 'Can change product model', 47, 'change_productmodel');
INSERT INTO public.auth_permission VALUES (187, 'Can delete product model', 47, 'delete_productmodel');
INSERT INTO public.auth_permission VALUES (188, 'Can view product model', 47, 'view_productmodel');
INSERT INTO public.auth_permission VALUES (189, 'Can add part', 48, 'add_part');
INSERT INTO public.auth_permission VALUES (190, 'Can change part', 48, 'change_part');
INSERT INTO public.auth_permission VALUES (191, 'Can delete part', 48, 'delete_part');
INSERT INTO public.auth_permission VALUES (192, 'Can view part', 48, 'view_part');
INSERT INTO public.auth_permission VALUES (193, 'Can add batch', 49, 'add_batch');
INSERT INTO public.auth_permission VALUES (194, 'Can change batch', 49, 'change_batch');
INSERT INTO public.auth_permission VALUES (195, 'Can delete batch', 49, 'delete_batch');
INSERT INTO public.auth_permission VALUES (196, 'Can view batch', 49, 'view_batch');
INSERT INTO public.auth_permission VALUES (197, 'Can add unit', 50, 'add_unit');
INSERT INTO public.auth_permission VALUES (198, 'Can change unit', 50, 'change_unit');
INSERT INTO public.auth_permission VALUES (199, 'Can delete unit', 50, 'delete_unit');
INSERT INTO public.auth_permission VALUES (200, 'Can view unit', 50, 'view_unit');
INSERT INTO public.auth_permission VALUES (201, 'Can add proof file', 51, 'add_prooffile');
INSERT INTO public.auth_permission VALUES (202, 'Can change proof file', 51, 'change_prooffile');
INSERT INTO public.auth_permission VALUES (203, 'Can delete proof file', 51, 'delete_prooffile');
INSERT INTO public.auth_permission VALUES (204, 'Can view proof file', 51, 'view_prooffile');
INSERT INTO public.auth_permission VALUES (205, 'Can add reading', 52, 'add_reading');
INSERT INTO public.auth_permission VALUES (206, 'Can change reading', 52, 'change_reading');
INSERT INTO public.auth_permission VALUES (207, 'Can delete reading', 52, 'delete_reading');
INSERT INTO public.auth_permission VALUES (208, 'Can view reading', 52, 'view_reading');
INSERT INTO public.auth_permission VALUES (209, 'Can add label', 53, 'add_label');
INSERT INTO public.auth_permission VALUES (210, 'Can change label', 53, 'change_label');
INSERT INTO public.auth_permission VALUES (211, 'Can delete label', 53, 'delete_label');
INSERT INTO public.auth_permission VALUES (212, 'Can view label', 53, 'view_label');
INSERT INTO public.auth_permission VALUES (213, 'Can add merge', 54, 'add_merge');
INSERT INTO public.auth_permission VALUES (214, 'Can change merge', 54, 'change_merge');
INSERT INTO public.auth_permission VALUES (215, 'Can delete merge', 54, 'delete_merge');
INSERT INTO public.auth_permission VALUES (216, 'Can view merge', 54, 'view_merge');
INSERT INTO public.auth_permission VALUES (217, 'Can add org unit', 55, 'add_orgunit');
INSERT INTO public.auth_permission VALUES (218, 'Can change org unit', 55, 'change_orgunit');
INSERT INTO public.auth_permission VALUES (219, 'Can delete org unit', 55, 'delete_orgunit');
INSERT INTO public.auth_permission VALUES (220, 'Can view org unit', 55, 'view_orgunit');
INSERT INTO public.auth_permission VALUES (221, 'Can add company', 56, 'add_company');
INSERT INTO public.auth_permission VALUES (222, 'Can change company', 56, 'change_company');
INSERT INTO public.auth_permission VALUES (223, 'Can delete company', 56, 'delete_company');
INSERT INTO public.auth_permission VALUES (224, 'Can view company', 56, 'view_company');
INSERT INTO public.auth_permission VALUES (225, 'Can add member', 57, 'add_member');
INSERT INTO public.auth_permission VALUES (226, 'Can change member', 57, 'change_member');
INSERT INTO public.auth_permission VALUES (227, 'Can delete member', 57, 'delete_member');
INSERT INTO public.auth_permission VALUES (228, 'Can view member', 57, 'view_member');
INSERT INTO public.auth_permission VALUES (229, 'Can add face', 58, 'add_face');
INSERT INTO public.auth_permission VALUES (230, 'Can change face', 58, 'change_face');
INSERT INTO public.auth_permission VALUES (231, 'Can delete face', 58, 'delete_face');
INSERT INTO public.auth_permission VALUES (232, 'Can view face', 58, 'view_face');
INSERT INTO public.auth_permission VALUES (233, 'Can add roster', 59, 'add_roster');
INSERT INTO public.auth_permission VALUES (234, 'Can change roster', 59, 'change_roster');
INSERT INTO public.auth_permission VALUES (235, 'Can delete roster', 59, 'delete_roster');
INSERT INTO public.auth_permission VALUES (236, 'Can view roster', 59, 'view_roster');
INSERT INTO public.auth_permission VALUES (237, 'Can add leave', 60, 'add_leave');
INSERT INTO public.auth_permission VALUES (238, 'Can change leave', 60, 'change_leave');
INSERT INTO public.auth_permission VALUES (239, 'Can delete leave', 60, 'delete_leave');
INSERT INTO public.auth_permission VALUES (240, 'Can view leave', 60, 'view_leave');
INSERT INTO public.auth_permission VALUES (241, 'Can add roster day', 61, 'add_rosterday');
INSERT INTO public.auth_permission VALUES (242, 'Can change roster day', 61, 'change_rosterday');
INSERT INTO public.auth_permission VALUES (243, 'Can delete roster day', 61, 'delete_rosterday');
INSERT INTO public.auth_permission VALUES (244, 'Can view roster day', 61, 'view_rosterday');
INSERT INTO public.auth_permission VALUES (245, 'Can add skill', 62, 'add_skill');
INSERT INTO public.auth_permission VALUES (246, 'Can change skill', 62, 'change_skill');
INSERT INTO public.auth_permission VALUES (247, 'Can delete skill', 62, 'delete_skill');
INSERT INTO public.auth_permission VALUES (248, 'Can view skill', 62, 'view_skill');
INSERT INTO public.auth_permission VALUES (249, 'Can add grant', 63, 'add_grant');
INSERT INTO public.auth_permission VALUES (250, 'Can change grant', 63, 'change_grant');
INSERT INTO public.auth_permission VALUES (251, 'Can delete grant', 63, 'delete_grant');
INSERT INTO public.auth_permission VALUES (252, 'Can view grant', 63, 'view_grant');
INSERT INTO public.auth_permission VALUES (253, 'Can add wording', 64, 'add_wording');
INSERT INTO public.auth_permission VALUES (254, 'Can change wording', 64, 'change_wording');
INSERT INTO public.auth_permission VALUES (255, 'Can delete wording', 64, 'delete_wording');
INSERT INTO public.auth_permission VALUES (256, 'Can view wording', 64, 'view_wording');
INSERT INTO public.auth_permission VALUES (257, 'Can add case', 65, 'add_case');
INSERT INTO public.auth_permission VALUES (258, 'Can change case', 65, 'change_case');
INSERT INTO public.auth_permission VALUES (259, 'Can delete case', 65, 'delete_case');
INSERT INTO public.auth_permission VALUES (260, 'Can view case', 65, 'view_case');
INSERT INTO public.auth_permission VALUES (261, 'Can add hold', 66, 'add_hold');
INSERT INTO public.auth_permission VALUES (262, 'Can change hold', 66, 'change_hold');
INSERT INTO public.auth_permission VALUES (263, 'Can delete hold', 66, 'delete_hold');
INSERT INTO public.auth_permission VALUES (264, 'Can view hold', 66, 'view_hold');
INSERT INTO public.auth_permission VALUES (265, 'Can add case words', 67, 'add_casewords');
INSERT INTO public.auth_permission VALUES (266, 'Can change case words', 67, 'change_casewords');
INSERT INTO public.auth_permission VALUES (267, 'Can delete case words', 67, 'delete_casewords');
INSERT INTO public.auth_permission VALUES (268, 'Can view case words', 67, 'view_casewords');
INSERT INTO public.auth_permission VALUES (269, 'Can add case link', 68, 'add_caselink');
INSERT INTO public.auth_permission VALUES (270, 'Can change case link', 68, 'change_caselink');
INSERT INTO public.auth_permission VALUES (271, 'Can delete case link', 68, 'delete_caselink');
INSERT INTO public.auth_permission VALUES (272, 'Can view case link', 68, 'view_caselink');
INSERT INTO public.auth_permission VALUES (273, 'Can add marks', 69, 'add_marks');
INSERT INTO public.auth_permission VALUES (274, 'Can change marks', 69, 'change_marks');
INSERT INTO public.auth_permission VALUES (275, 'Can delete marks', 69, 'delete_marks');
INSERT INTO public.auth_permission VALUES (276, 'Can view marks', 69, 'view_marks');
INSERT INTO public.auth_permission VALUES (277, 'Can add repeat', 70, 'add_repeat');
INSERT INTO public.auth_permission VALUES (278, 'Can change repeat', 70, 'change_repeat');
INSERT INTO public.auth_permission VALUES (279, 'Can delete repeat', 70, 'delete_repeat');
INSERT INTO public.auth_permission VALUES (280, 'Can view repeat', 70, 'view_repeat');
INSERT INTO public.auth_permission VALUES (281, 'Can add contact', 71, 'add_contact');
INSERT INTO public.auth_permission VALUES (282, 'Can change contact', 71, 'change_contact');
INSERT INTO public.auth_permission VALUES (283, 'Can delete contact', 71, 'delete_contact');
INSERT INTO public.auth_permission VALUES (284, 'Can view contact', 71, 'view_contact');
INSERT INTO public.auth_permission VALUES (285, 'Can add attachment', 72, 'add_attachment');
INSERT INTO public.auth_permission VALUES (286, 'Can change attachment', 72, 'change_attachment');
INSERT INTO public.auth_permission VALUES (287, 'Can delete attachment', 72, 'delete_attachment');
INSERT INTO public.auth_permission VALUES (288, 'Can view attachment', 72, 'view_attachment');
INSERT INTO public.auth_permission VALUES (289, 'Can add proposal', 73, 'add_proposal');
INSERT INTO public.auth_permission VALUES (290, 'Can change proposal', 73, 'change_proposal');
INSERT INTO public.auth_permission VALUES (291, 'Can delete proposal', 73, 'delete_proposal');
INSERT INTO public.auth_permission VALUES (292, 'Can view proposal', 73, 'view_proposal');
INSERT INTO public.auth_permission VALUES (293, 'Can add triage rule', 74, 'add_triagerule');
INSERT INTO public.auth_permission VALUES (294, 'Can change triage rule', 74, 'change_triagerule');
INSERT INTO public.auth_permission VALUES (295, 'Can delete triage rule', 74, 'delete_triagerule');
INSERT INTO public.auth_permission VALUES (296, 'Can view triage rule', 74, 'view_triagerule');
INSERT INTO public.auth_permission VALUES (297, 'Can add decision', 75, 'add_decision');
INSERT INTO public.auth_permission VALUES (298, 'Can change decision', 75, 'change_decision');
INSERT INTO public.auth_permission VALUES (299, 'Can delete decision', 75, 'delete_decision');
INSERT INTO public.auth_permission VALUES (300, 'Can view decision', 75, 'view_decision');
INSERT INTO public.auth_permission VALUES (301, 'Can add trained model', 76, 'add_trainedmodel');
INSERT INTO public.auth_permission VALUES (302, 'Can change trained model', 76, 'change_trainedmodel');
INSERT INTO public.auth_permission VALUES (303, 'Can delete trained model', 76, 'delete_trainedmodel');
INSERT INTO public.auth_permission VALUES (304, 'Can view trained model', 76, 'view_trainedmodel');
INSERT INTO public.auth_permission VALUES (305, 'Can add shortage', 77, 'add_shortage');
INSERT INTO public.auth_permission VALUES (306, 'Can change shortage', 77, 'change_shortage');
INSERT INTO public.auth_permission VALUES (307, 'Can delete shortage', 77, 'delete_shortage');
INSERT INTO public.auth_permission VALUES (308, 'Can view shortage', 77, 'view_shortage');
INSERT INTO public.auth_permission VALUES (309, 'Can add hand over', 78, 'add_handover');
INSERT INTO public.auth_permission VALUES (310, 'Can change hand over', 78, 'change_handover');
INSERT INTO public.auth_permission VALUES (311, 'Can delete hand over', 78, 'delete_handover');
INSERT INTO public.auth_permission VALUES (312, 'Can view hand over', 78, 'view_handover');
INSERT INTO public.auth_permission VALUES (313, 'Can add handed case', 79, 'add_handedcase');
INSERT INTO public.auth_permission VALUES (314, 'Can change handed case', 79, 'change_handedcase');
INSERT INTO public.auth_permission VALUES (315, 'Can delete handed case', 79, 'delete_handedcase');
INSERT INTO public.auth_permission VALUES (316, 'Can view handed case', 79, 'view_handedcase');
INSERT INTO public.auth_permission VALUES (317, 'Can add case weight', 80, 'add_caseweight');
INSERT INTO public.auth_permission VALUES (318, 'Can change case weight', 80, 'change_caseweight');
INSERT INTO public.auth_permission VALUES (319, 'Can delete case weight', 80, 'delete_caseweight');
INSERT INTO public.auth_permission VALUES (320, 'Can view case weight', 80, 'view_caseweight');
INSERT INTO public.auth_permission VALUES (321, 'Can add finding', 81, 'add_finding');
INSERT INTO public.auth_permission VALUES (322, 'Can change finding', 81, 'change_finding');
INSERT INTO public.auth_permission VALUES (323, 'Can delete finding', 81, 'delete_finding');
INSERT INTO public.auth_permission VALUES (324, 'Can view finding', 81, 'view_finding');
INSERT INTO public.auth_permission VALUES (325, 'Can add resolution', 82, 'add_resolution');
INSERT INTO public.auth_permission VALUES (326, 'Can change resolution', 82, 'change_resolution');
INSERT INTO public.auth_permission VALUES (327, 'Can delete resolution', 82, 'delete_resolution');
INSERT INTO public.auth_permission VALUES (328, 'Can view resolution', 82, 'view_resolution');
INSERT INTO public.auth_permission VALUES (329, 'Can add consent', 83, 'add_consent');
INSERT INTO public.auth_permission VALUES (330, 'Can change consent', 83, 'change_consent');
INSERT INTO public.auth_permission VALUES (331, 'Can delete consent', 83, 'delete_consent');
INSERT INTO public.auth_permission VALUES (332, 'Can view consent', 83, 'view_consent');
INSERT INTO public.auth_permission VALUES (333, 'Can add approval', 84, 'add_approval');
INSERT INTO public.auth_permission VALUES (334, 'Can change approval', 84, 'change_approval');
INSERT INTO public.auth_permission VALUES (335, 'Can delete approval', 84, 'delete_approval');
INSERT INTO public.auth_permission VALUES (336, 'Can view approval', 84, 'view_approval');
INSERT INTO public.auth_permission VALUES (337, 'Can add pause', 85, 'add_pause');
INSERT INTO public.auth_permission VALUES (338, 'Can change pause', 85, 'change_pause');
INSERT INTO public.auth_permission VALUES (339, 'Can delete pause', 85, 'delete_pause');
INSERT INTO public.auth_permission VALUES (340, 'Can view pause', 85, 'view_pause');
INSERT INTO public.auth_permission VALUES (341, 'Can add case facts', 86, 'add_casefacts');
INSERT INTO public.auth_permission VALUES (342, 'Can change case facts', 86, 'change_casefacts');
INSERT INTO public.auth_permission VALUES (343, 'Can delete case facts', 86, 'delete_casefacts');
INSERT INTO public.auth_permission VALUES (344, 'Can view case facts', 86, 'view_casefacts');
INSERT INTO public.auth_permission VALUES (345, 'Can add clock', 87, 'add_clock');
INSERT INTO public.auth_permission VALUES (346, 'Can change clock', 87, 'change_clock');
INSERT INTO public.auth_permission VALUES (347, 'Can delete clock', 87, 'delete_clock');
INSERT INTO public.auth_permission VALUES (348, 'Can view clock', 87, 'view_clock');
INSERT INTO public.auth_permission VALUES (349, 'Can add explanation', 88, 'add_explanation');
INSERT INTO public.auth_permission VALUES (350, 'Can change explanation', 88, 'change_explanation');
INSERT INTO public.auth_permission VALUES (351, 'Can delete explanation', 88, 'delete_explanation');
INSERT INTO public.auth_permission VALUES (352, 'Can view explanation', 88, 'view_explanation');
INSERT INTO public.auth_permission VALUES (353, 'Can add new date', 89, 'add_newdate');
INSERT INTO public.auth_permission VALUES (354, 'Can change new date', 89, 'change_newdate');
INSERT INTO public.auth_permission VALUES (355, 'Can delete new date', 89, 'delete_newdate');
INSERT INTO public.auth_permission VALUES (356, 'Can view new date', 89, 'view_newdate');
INSERT INTO public.auth_permission VALUES (357, 'Can add legal step', 90, 'add_legalstep');
INSERT INTO public.auth_permission VALUES (358, 'Can change legal step', 90, 'change_legalstep');
INSERT INTO public.auth_permission VALUES (359, 'Can delete legal step', 90, 'delete_legalstep');
INSERT INTO public.auth_permission VALUES (360, 'Can view legal step', 90, 'view_legalstep');
INSERT INTO public.auth_permission VALUES (361, 'Can add simulation', 91, 'add_simulation');
INSERT INTO public.auth_permission VALUES (362, 'Can change simulation', 91, 'change_simulation');
INSERT INTO public.auth_permission VALUES (363, 'Can delete simulation', 91, 'delete_simulation');
INSERT INTO public.auth_permission VALUES (364, 'Can view simulation', 91, 'view_simulation');
INSERT INTO public.auth_permission VALUES (365, 'Can add recount', 92, 'add_recount');
INSERT INTO public.auth_permission VALUES (366, 'Can change recount', 92, 'change_recount');
INSERT INTO public.auth_permission VALUES (367, 'Can delete recount', 92, 'delete_recount');
INSERT INTO public.auth_permission VALUES (368, 'Can view recount', 92, 'view_recount');
INSERT INTO public.auth_permission VALUES (369, 'Can add visit', 93, 'add_visit');
INSERT INTO public.auth_permission VALUES (370, 'Can change visit', 93, 'change_visit');
INSERT INTO public.auth_permission VALUES (371, 'Can delete visit', 93, 'delete_visit');
INSERT INTO public.auth_permission VALUES (372, 'Can view visit', 93, 'view_visit');
INSERT INTO public.auth_permission VALUES (373, 'Can add delivery', 94, 'add_delivery');
INSERT INTO public.auth_permission VALUES (374, 'Can change delivery', 94, 'change_delivery');
INSERT INTO public.auth_permission VALUES (375, 'Can delete delivery', 94, 'delete_delivery');
INSERT INTO public.auth_permission VALUES (376, 'Can view delivery', 94, 'view_delivery');
INSERT INTO public.auth_permission VALUES (377, 'Can add claim', 95, 'add_claim');
INSERT INTO public.auth_permission VALUES (378, 'Can change claim', 95, 'change_claim');
INSERT INTO public.auth_permission VALUES (379, 'Can delete claim', 95, 'delete_claim');
INSERT INTO public.auth_permission VALUES (380, 'Can view claim', 95, 'view_claim');
INSERT INTO public.auth_permission VALUES (381, 'Can add inspection', 96, 'add_inspection');
INSERT INTO public.auth_permission VALUES (382, 'Can change inspection', 96, 'change_inspection');
INSERT INTO public.auth_permission VALUES (383, 'Can delete inspection', 96, 'delete_inspection');
INSERT INTO public.auth_permission VALUES (384, 'Can view inspection', 96, 'view_inspection');
INSERT INTO public.auth_permission VALUES (385, 'Can add consignment', 97, 'add_consignment');
INSERT INTO public.auth_permission VALUES (386, 'Can change consignment', 97, 'change_consignment');
INSERT INTO public.auth_permission VALUES (387, 'Can delete consignment', 97, 'delete_consignment');
INSERT INTO public.auth_permission VALUES (388, 'Can view consignment', 97, 'view_consignment');
INSERT INTO public.auth_permission VALUES (389, 'Can add package', 98, 'add_package');
INSERT INTO public.auth_permission VALUES (390, 'Can change package', 98, 'change_package');
INSERT INTO public.auth_permission VALUES (391, 'Can delete package', 98, 'delete_package');
INSERT INTO public.auth_permission VALUES (392, 'Can view package', 98, 'view_package');
INSERT INTO public.auth_permission VALUES (393, 'Can add fault', 99, 'add_fault');
INSERT INTO public.auth_permission VALUES (394, 'Can change fault', 99, 'change_fault');
INSERT INTO public.auth_permission VALUES (395, 'Can delete fault', 99, 'delete_fault');
INSERT INTO public.auth_permission VALUES (396, 'Can view fault', 99, 'view_fault');
INSERT INTO public.auth_permission VALUES (397, 'Can add certificate', 100, 'add_certificate');
INSERT INTO public.auth_permission VALUES (398, 'Can change certificate', 100, 'change_certificate');
INSERT INTO public.auth_permission VALUES (399, 'Can delete certificate', 100, 'delete_certificate');
INSERT INTO public.auth_permission VALUES (400, 'Can view certificate', 100, 'view_certificate');
INSERT INTO public.auth_permission VALUES (401, 'Can add pickup', 101, 'add_pickup');
INSERT INTO public.auth_permission VALUES (402, 'Can change pickup', 101, 'change_pickup');
INSERT INTO public.auth_permission VALUES (403, 'Can delete pickup', 101, 'delete_pickup');
INSERT INTO public.auth_permission VALUES (404, 'Can view pickup', 101, 'view_pickup');
INSERT INTO public.auth_permission VALUES (405, 'Can add appraisal', 102, 'add_appraisal');
INSERT INTO public.auth_permission VALUES (406, 'Can change appraisal', 102, 'change_appraisal');
INSERT INTO public.auth_permission VALUES (407, 'Can delete appraisal', 102, 'delete_appraisal');
INSERT INTO public.auth_permission VALUES (408, 'Can view appraisal', 102, 'view_appraisal');
INSERT INTO public.auth_permission VALUES (409, 'Can add checklist', 103, 'add_checklist');
INSERT INTO public.auth_permission VALUES (410, 'Can change checklist', 103, 'change_checklist');
INSERT INTO public.auth_permission VALUES (411, 'Can delete checklist', 103, 'delete_checklist');
INSERT INTO public.auth_permission VALUES (412, 'Can view checklist', 103, 'view_checklist');
INSERT INTO public.auth_permission VALUES (413, 'Can add matter', 104, 'add_matter');
INSERT INTO public.auth_permission VALUES (414, 'Can change matter', 104, 'change_matter');
INSERT INTO public.auth_permission VALUES (415, 'Can delete matter', 104, 'delete_matter');
INSERT INTO public.auth_permission VALUES (416, 'Can view matter', 104, 'view_matter');
INSERT INTO public.auth_permission VALUES (417, 'Can add access', 105, 'add_access');
INSERT INTO public.auth_permission VALUES (418, 'Can change access', 105, 'change_access');
INSERT INTO public.auth_permission VALUES (419, 'Can delete access', 105, 'delete_access');
INSERT INTO public.auth_permission VALUES (420, 'Can view access', 105, 'view_access');
INSERT INTO public.auth_permission VALUES (421, 'Can add referral', 106, 'add_referral');
INSERT INTO public.auth_permission VALUES (422, 'Can change referral', 106, 'change_referral');
INSERT INTO public.auth_permission VALUES (423, 'Can delete referral', 106, 'delete_referral');
INSERT INTO public.auth_permission VALUES (424, 'Can view referral', 106, 'view_referral');
INSERT INTO public.auth_permission VALUES (425, 'Can add wish', 107, 'add_wish');
INSERT INTO public.auth_permission VALUES (426, 'Can change wish', 107, 'change_wish');
INSERT INTO public.auth_permission VALUES (427, 'Can delete wish', 107, 'delete_wish');
INSERT INTO public.auth_permission VALUES (428, 'Can view wish', 107, 'view_wish');
INSERT INTO public.auth_permission VALUES (429, 'Can add switch', 108, 'add_switch');
INSERT INTO public.auth_permission VALUES (430, 'Can change switch', 108, 'change_switch');
INSERT INTO public.auth_permission VALUES (431, 'Can delete switch', 108, 'delete_switch');
INSERT INTO public.auth_permission VALUES (432, 'Can view switch', 108, 'view_switch');
INSERT INTO public.auth_permission VALUES (433, 'Can add template', 109, 'add_template');
INSERT INTO public.auth_permission VALUES (434, 'Can change template', 109, 'change_template');
INSERT INTO public.auth_permission VALUES (435, 'Can delete template', 109, 'delete_template');
INSERT INTO public.auth_permission VALUES (436, 'Can view template', 109, 'view_template');
INSERT INTO public.auth_permission VALUES (437, 'Can add mailbox', 110, 'add_mailbox');
INSERT INTO public.auth_permission VALUES (438, 'Can change mailbox', 110, 'change_mailbox');
INSERT INTO public.auth_permission VALUES (439, 'Can delete mailbox', 110, 'delete_mailbox');
INSERT INTO public.auth_permission VALUES (440, 'Can view mailbox', 110, 'view_mailbox');
INSERT INTO public.auth_permission VALUES (441, 'Can add mail', 111, 'add_mail');
INSERT INTO public.auth_permission VALUES (442, 'Can change mail', 111, 'change_mail');
INSERT INTO public.auth_permission VALUES (443, 'Can delete mail', 111, 'delete_mail');
INSERT INTO public.auth_permission VALUES (444, 'Can view mail', 111, 'view_mail');
INSERT INTO public.auth_permission VALUES (445, 'Can add source', 112, 'add_source');
INSERT INTO public.auth_permission VALUES (446, 'Can change source', 112, 'change_source');
INSERT INTO public.auth_permission VALUES (447, 'Can delete source', 112, 'delete_source');
INSERT INTO public.auth_permission VALUES (448, 'Can view source', 112, 'view_source');
INSERT INTO public.auth_permission VALUES (449, 'Can add incoming', 113, 'add_incoming');
INSERT INTO public.auth_permission VALUES (450, 'Can change incoming', 113, 'change_incoming');
INSERT INTO public.auth_permission VALUES (451, 'Can delete incoming', 113, 'delete_incoming');
INSERT INTO public.auth_permission VALUES (452, 'Can view incoming', 113, 'view_incoming');
INSERT INTO public.auth_permission VALUES (453, 'Can add thread', 114, 'add_thread');
INSERT INTO public.auth_permission VALUES (454, 'Can change thread', 114, 'change_thread');
INSERT INTO public.auth_permission VALUES (455, 'Can delete thread', 114, 'delete_thread');
INSERT INTO public.auth_permission VALUES (456, 'Can view thread', 114, 'view_thread');
INSERT INTO public.auth_permission VALUES (457, 'Can add subscription', 115, 'add_subscription');
INSERT INTO public.auth_permission VALUES (458, 'Can change subscription', 115, 'change_subscription');
INSERT INTO public.auth_permission VALUES (459, 'Can delete subscription', 115, 'delete_subscription');
INSERT INTO public.auth_permission VALUES (460, 'Can view subscription', 115, 'view_subscription');
INSERT INTO public.auth_permission VALUES (461, 'Can add export', 116, 'add_export');
INSERT INTO public.auth_permission VALUES (462, 'Can change export', 116, 'change_export');
INSERT INTO public.auth_permission VALUES (463, 'Can delete export', 116, 'delete_export');
INSERT INTO public.auth_permission VALUES (464, 'Can view export', 116, 'view_export');
INSERT INTO public.auth_permission VALUES (465, 'Can add import run', 117, 'add_importrun');
INSERT INTO public.auth_permission VALUES (466, 'Can change import run', 117, 'change_importrun');
INSERT INTO public.auth_permission VALUES (467, 'Can delete import run', 117, 'delete_importrun');
INSERT INTO public.auth_permission VALUES (468, 'Can view import run', 117, 'view_importrun');
INSERT INTO public.auth_permission VALUES (469, 'Can add saved mapping', 118, 'add_savedmapping');
INSERT INTO public.auth_permission VALUES (470, 'Can change saved mapping', 118, 'change_savedmapping');
INSERT INTO public.auth_permission VALUES (471, 'Can delete saved mapping', 118, 'delete_savedmapping');
INSERT INTO public.auth_permission VALUES (472, 'Can view saved mapping', 118, 'view_savedmapping');
INSERT INTO public.auth_permission VALUES (473, 'Can add import progress', 119, 'add_importprogress');
INSERT INTO public.auth_permission VALUES (474, 'Can change import progress', 119, 'change_importprogress');
INSERT INTO public.auth_permission VALUES (475, 'Can delete import progress', 119, 'delete_importprogress');
INSERT INTO public.auth_permission VALUES (476, 'Can view import progress', 119, 'view_importprogress');
INSERT INTO public.auth_permission VALUES (477, 'Can add imported case', 120, 'add_importedcase');
INSERT INTO public.auth_permission VALUES (478, 'Can change imported case', 120, 'change_importedcase');
INSERT INTO public.auth_permission VALUES (479, 'Can delete imported case', 120, 'delete_importedcase');
INSERT INTO public.auth_permission VALUES (480, 'Can view imported case', 120, 'view_importedcase');
INSERT INTO public.auth_permission VALUES (481, 'Can add saved view', 121, 'add_savedview');
INSERT INTO public.auth_permission VALUES (482, 'Can change saved view', 121, 'change_savedview');
INSERT INTO public.auth_permission VALUES (483, 'Can delete saved view', 121, 'delete_savedview');
INSERT INTO public.auth_permission VALUES (484, 'Can view saved view', 121, 'view_savedview');
INSERT INTO public.auth_permission VALUES (485, 'Can add data request', 122, 'add_datarequest');
INSERT INTO public.auth_permission VALUES (486, 'Can change data request', 122, 'change_datarequest');
INSERT INTO public.auth_permission VALUES (487, 'Can delete data request', 122, 'delete_datarequest');
INSERT INTO public.auth_permission VALUES (488, 'Can view data request', 122, 'view_datarequest');
INSERT INTO public.auth_permission VALUES (489, 'Can add lead', 123, 'add_lead');
INSERT INTO public.auth_permission VALUES (490, 'Can change lead', 123, 'change_lead');
INSERT INTO public.auth_permission VALUES (491, 'Can delete lead', 123, 'delete_lead');
INSERT INTO public.auth_permission VALUES (492, 'Can view lead', 123, 'view_lead');
INSERT INTO public.auth_permission VALUES (493, 'Can add offer', 124, 'add_offer');
INSERT INTO public.auth_permission VALUES (494, 'Can change offer', 124, 'change_offer');
INSERT INTO public.auth_permission VALUES (495, 'Can delete offer', 124, 'delete_offer');
INSERT INTO public.auth_permission VALUES (496, 'Can view offer', 124, 'view_offer');
INSERT INTO public.auth_permission VALUES (497, 'Can add follower', 125, 'add_follower');
INSERT INTO public.auth_permission VALUES (498, 'Can change follower', 125, 'change_follower');
INSERT INTO public.auth_permission VALUES (499, 'Can delete follower', 125, 'delete_follower');
INSERT INTO public.auth_permission VALUES (500, 'Can view follower', 125, 'view_follower');
INSERT INTO public.auth_permission VALUES (501, 'Can add answer', 126, 'add_answer');
INSERT INTO public.auth_permission VALUES (502, 'Can change answer', 126, 'change_answer');
INSERT INTO public.auth_permission VALUES (503, 'Can delete answer', 126, 'delete_answer');
INSERT INTO public.auth_permission VALUES (504, 'Can view answer', 126, 'view_answer');
INSERT INTO public.auth_permission VALUES (505, 'Can add periods version', 127, 'add_periodsversion');
INSERT INTO public.auth_permission VALUES (506, 'Can change periods version', 127, 'change_periodsversion');
INSERT INTO public.auth_permission VALUES (507, 'Can delete periods version', 127, 'delete_periodsversion');
INSERT INTO public.auth_permission VALUES (508, 'Can view periods version', 127, 'view_periodsversion');
INSERT INTO public.auth_permission VALUES (509, 'Can add sweep', 128, 'add_sweep');
INSERT INTO public.auth_permission VALUES (510, 'Can change sweep', 128, 'change_sweep');
INSERT INTO public.auth_permission VALUES (511, 'Can delete sweep', 128, 'delete_sweep');
INSERT INTO public.auth_permission VALUES (512, 'Can view sweep', 128, 'view_sweep');
INSERT INTO public.auth_permission VALUES (513, 'Can add legal hold', 129, 'add_legalhold');
INSERT INTO public.auth_permission VALUES (514, 'Can change legal hold', 129, 'change_legalhold');
INSERT INTO public.auth_permission VALUES (515, 'Can delete legal hold', 129, 'delete_legalhold');
INSERT INTO public.auth_permission VALUES (516, 'Can view legal hold', 129, 'view_legalhold');
INSERT INTO public.auth_permission VALUES (517, 'Can add site', 130, 'add_site');
INSERT INTO public.auth_permission VALUES (518, 'Can change site', 130, 'change_site');
INSERT INTO public.auth_permission VALUES (519, 'Can delete site', 130, 'delete_site');
INSERT INTO public.auth_permission VALUES (520, 'Can view site', 130, 'view_site');
INSERT INTO public.auth_permission VALUES (521, 'Can add work order', 131, 'add_workorder');
INSERT INTO public.auth_permission VALUES (522, 'Can change work order', 131, 'change_workorder');
INSERT INTO public.auth_permission VALUES (523, 'Can delete work order', 131, 'delete_workorder');
INSERT INTO public.auth_permission VALUES (524, 'Can view work order', 131, 'view_workorder');
INSERT INTO public.auth_permission VALUES (525, 'Can add part', 132, 'add_part');
INSERT INTO public.auth_permission VALUES (526, 'Can change part', 132, 'change_part');
INSERT INTO public.auth_permission VALUES (527, 'Can delete part', 132, 'delete_part');
INSERT INTO public.auth_permission VALUES (528, 'Can view part', 132, 'view_part');
INSERT INTO public.auth_permission VALUES (529, 'Can add place', 133, 'add_place');
INSERT INTO public.auth_permission VALUES (530, 'Can change place', 133, 'change_place');
INSERT INTO public.auth_permission VALUES (531, 'Can delete place', 133, 'delete_place');
INSERT INTO public.auth_permission VALUES (532, 'Can view place', 133, 'view_place');
INSERT INTO public.auth_permission VALUES (533, 'Can add reorder point', 134, 'add_reorderpoint');
INSERT INTO public.auth_permission VALUES (534, 'Can change reorder point', 134, 'change_reorderpoint');
INSERT INTO public.auth_permission VALUES (535, 'Can delete reorder point', 134, 'delete_reorderpoint');
INSERT INTO public.auth_permission VALUES (536, 'Can view reorder point', 134, 'view_reorderpoint');
INSERT INTO public.auth_permission VALUES (537, 'Can add fit', 135, 'add_fit');
INSERT INTO public.auth_permission VALUES (538, 'Can change fit', 135, 'change_fit');
INSERT INTO public.auth_permission VALUES (539, 'Can delete fit', 135, 'delete_fit');
INSERT INTO public.auth_permission VALUES (540, 'Can view fit', 135, 'view_fit');
INSERT INTO public.auth_permission VALUES (541, 'Can add lot', 136, 'add_lot');
INSERT INTO public.auth_permission VALUES (542, 'Can change lot', 136, 'change_lot');
INSERT INTO public.auth_permission VALUES (543, 'Can delete lot', 136, 'delete_lot');
INSERT INTO public.auth_permission VALUES (544, 'Can view lot', 136, 'view_lot');
INSERT INTO public.auth_permission VALUES (545, 'Can add piece', 137, 'add_piece');
INSERT INTO public.auth_permission VALUES (546, 'Can change piece', 137, 'change_piece');
INSERT INTO public.auth_permission VALUES (547, 'Can delete piece', 137, 'delete_piece');
INSERT INTO public.auth_permission VALUES (548, 'Can view piece', 137, 'view_piece');
INSERT INTO public.auth_permission VALUES (549, 'Can add movement', 138, 'add_movement');
INSERT INTO public.auth_permission VALUES (550, 'Can change movement', 138, 'change_movement');
INSERT INTO public.auth_permission VALUES (551, 'Can delete movement', 138, 'delete_movement');
INSERT INTO public.auth_permission VALUES (552, 'Can view movement', 138, 'view_movement');
INSERT INTO public.auth_permission VALUES (553, 'Can add stock', 139, 'add_stock');
INSERT INTO public.auth_permission VALUES (554, 'Can change stock', 139, 'change_stock');
INSERT INTO public.auth_permission VALUES (555, 'Can delete stock', 139, 'delete_stock');
INSERT INTO public.auth_permission VALUES (556, 'Can view stock', 139, 'view_stock');
INSERT INTO public.auth_permission VALUES (557, 'Can add aside', 140, 'add_aside');
INSERT INTO public.auth_permission VALUES (558, 'Can change aside', 140, 'change_aside');
INSERT INTO public.auth_permission VALUES (559, 'Can delete aside', 140, 'delete_aside');
INSERT INTO public.auth_permission VALUES (560, 'Can view aside', 140, 'view_aside');
INSERT INTO public.auth_permission VALUES (561, 'Can add transfer', 141, 'add_transfer');
INSERT INTO public.auth_permission VALUES (562, 'Can change transfer', 141, 'change_transfer');
INSERT INTO public.auth_permission VALUES (563, 'Can delete transfer', 141, 'delete_transfer');
INSERT INTO public.auth_permission VALUES (564, 'Can view transfer', 141, 'view_transfer');
INSERT INTO public.auth_permission VALUES (565, 'Can add line', 142, 'add_line');
INSERT INTO public.auth_permission VALUES (566, 'Can change line', 142, 'change_line');
INSERT INTO public.auth_permission VALUES (567, 'Can delete line', 142, 'delete_line');
INSERT INTO public.auth_permission VALUES (568, 'Can view line', 142, 'view_line');
INSERT INTO public.auth_permission VALUES (569, 'Can add use', 143, 'add_use');
INSERT INTO public.auth_permission VALUES (570, 'Can change use', 143, 'change_use');
INSERT INTO public.auth_permission VALUES (571, 'Can delete use', 143, 'delete_use');
INSERT INTO public.auth_permission VALUES (572, 'Can view use', 143, 'view_use');
INSERT INTO public.auth_permission VALUES (573, 'Can add need', 144, 'add_need');
INSERT INTO public.auth_permission VALUES (574, 'Can change need', 144, 'change_need');
INSERT INTO public.auth_permission VALUES (575, 'Can delete need', 144, 'delete_need');
INSERT INTO public.auth_permission VALUES (576, 'Can view need', 144, 'view_need');
INSERT INTO public.auth_permission VALUES (577, 'Can add old part', 145, 'add_oldpart');
INSERT INTO public.auth_permission VALUES (578, 'Can change old part', 145, 'change_oldpart');
INSERT INTO public.auth_permission VALUES (579, 'Can delete old part', 145, 'delete_oldpart');
INSERT INTO public.auth_permission VALUES (580, 'Can view old part', 145, 'view_oldpart');
INSERT INTO public.auth_permission VALUES (581, 'Can add wait', 146, 'add_wait');
INSERT INTO public.auth_permission VALUES (582, 'Can change wait', 146, 'change_wait');
INSERT INTO public.auth_permission VALUES (583, 'Can delete wait', 146, 'delete_wait');
INSERT INTO public.auth_permission VALUES (584, 'Can view wait', 146, 'view_wait');
INSERT INTO public.auth_permission VALUES (585, 'Can add price list', 147, 'add_pricelist');
INSERT INTO public.auth_permission VALUES (586, 'Can change price list', 147, 'change_pricelist');
INSERT INTO public.auth_permission VALUES (587, 'Can delete price list', 147, 'delete_pricelist');
INSERT INTO public.auth_permission VALUES (588, 'Can view price list', 147, 'view_pricelist');
INSERT INTO public.auth_permission VALUES (589, 'Can add quotation', 148, 'add_quotation');
INSERT INTO public.auth_permission VALUES (590, 'Can change quotation', 148, 'change_quotation');
INSERT INTO public.auth_permission VALUES (591, 'Can delete quotation', 148, 'delete_quotation');
INSERT INTO public.auth_permission VALUES (592, 'Can view quotation', 148, 'view_quotation');
INSERT INTO public.auth_permission VALUES (593, 'Can add payment', 149, 'add_payment');
INSERT INTO public.auth_permission VALUES (594, 'Can change payment', 149, 'change_payment');
INSERT INTO public.auth_permission VALUES (595, 'Can delete payment', 149, 'delete_payment');
INSERT INTO public.auth_permission VALUES (596, 'Can view payment', 149, 'view_payment');
INSERT INTO public.auth_permission VALUES (597, 'Can add line', 150, 'add_line');
INSERT INTO public.auth_permission VALUES (598, 'Can change line', 150, 'change_line');
INSERT INTO public.auth_permission VALUES (599, 'Can delete line', 150, 'delete_line');
INSERT INTO public.auth_permission VALUES (600, 'Can view line', 150, 'view_line');
INSERT INTO public.auth_permission VALUES (601, 'Can add invoice', 151, 'add_invoice');
INSERT INTO public.auth_permission VALUES (602, 'Can change invoice', 151, 'change_invoice');
INSERT INTO public.auth_permission VALUES (603, 'Can delete invoice', 151, 'delete_invoice');
INSERT INTO public.auth_permission VALUES (604, 'Can view invoice', 151, 'view_invoice');
INSERT INTO public.auth_permission VALUES (605, 'Can add item', 152, 'add_item');
INSERT INTO public.auth_permission VALUES (606, 'Can change item', 152, 'change_item');
INSERT INTO public.auth_permission VALUES (607, 'Can delete item', 152, 'delete_item');
INSERT INTO public.auth_permission VALUES (608, 'Can view item', 152, 'view_item');
INSERT INTO public.auth_permission VALUES (609, 'Can add technician', 153, 'add_technician');
INSERT INTO public.auth_permission VALUES (610, 'Can change technician', 153, 'change_technician');
INSERT INTO public.auth_permission VALUES (611, 'Can delete technician', 153, 'delete_technician');
INSERT INTO public.auth_permission VALUES (612, 'Can view technician', 153, 'view_technician');
INSERT INTO public.auth_permission VALUES (613, 'Can add appointment', 154, 'add_appointment');
INSERT INTO public.auth_permission VALUES (614, 'Can change appointment', 154, 'change_appointment');
INSERT INTO public.auth_permission VALUES (615, 'Can delete appointment', 154, 'delete_appointment');
INSERT INTO public.auth_permission VALUES (616, 'Can view appointment', 154, 'view_appointment');
INSERT INTO public.auth_permission VALUES (617, 'Can add seat', 155, 'add_seat');
INSERT INTO public.auth_permission VALUES (618, 'Can change seat', 155, 'change_seat');
INSERT INTO public.auth_permission VALUES (619, 'Can delete seat', 155, 'delete_seat');
INSERT INTO public.auth_permission VALUES (620, 'Can view seat', 155, 'view_seat');
INSERT INTO public.auth_permission VALUES (621, 'Can add day', 156, 'add_day');
INSERT INTO public.auth_permission VALUES (622, 'Can change day', 156, 'change_day');
INSERT INTO public.auth_permission VALUES (623, 'Can delete day', 156, 'delete_day');
INSERT INTO public.auth_permission VALUES (624, 'Can view day', 156, 'view_day');
INSERT INTO public.auth_permission VALUES (625, 'Can add lock', 157, 'add_lock');
INSERT INTO public.auth_permission VALUES (626, 'Can change lock', 157, 'change_lock');
INSERT INTO public.auth_permission VALUES (627, 'Can delete lock', 157, 'delete_lock');
INSERT INTO public.auth_permission VALUES (628, 'Can view lock', 157, 'view_lock');
INSERT INTO public.auth_permission VALUES (629, 'Can add telling', 158, 'add_telling');
INSERT INTO public.auth_permission VALUES (630, 'Can change telling', 158, 'change_telling');
INSERT INTO public.auth_permission VALUES (631, 'Can delete telling', 158, 'delete_telling');
INSERT INTO public.auth_permission VALUES (632, 'Can view telling', 158, 'view_telling');
INSERT INTO public.auth_permission VALUES (633, 'Can add contract', 159, 'add_contract');
INSERT INTO public.auth_permission VALUES (634, 'Can change contract', 159, 'change_contract');
INSERT INTO public.auth_permission VALUES (635, 'Can delete contract', 159, 'delete_contract');
INSERT INTO public.auth_permission VALUES (636, 'Can view contract', 159, 'view_contract');
INSERT INTO public.auth_permission VALUES (637, 'Can add covered', 160, 'add_covered');
INSERT INTO public.auth_permission VALUES (638, 'Can change covered', 160, 'change_covered');
INSERT INTO public.auth_permission VALUES (639, 'Can delete covered', 160, 'delete_covered');
INSERT INTO public.auth_permission VALUES (640, 'Can view covered', 160, 'view_covered');
INSERT INTO public.auth_permission VALUES (641, 'Can add turn', 161, 'add_turn');
INSERT INTO public.auth_permission VALUES (642, 'Can change turn', 161, 'change_turn');
INSERT INTO public.auth_permission VALUES (643, 'Can delete turn', 161, 'delete_turn');
INSERT INTO public.auth_permission VALUES (644, 'Can view turn', 161, 'view_turn');
INSERT INTO public.auth_permission VALUES (645, 'Can add findings', 162, 'add_findings');
INSERT INTO public.auth_permission VALUES (646, 'Can change findings', 162, 'change_findings');
INSERT INTO public.auth_permission VALUES (647, 'Can delete findings', 162, 'delete_findings');
INSERT INTO public.auth_permission VALUES (648, 'Can view findings', 162, 'view_findings');
INSERT INTO public.auth_permission VALUES (649, 'Can add photo', 163, 'add_photo');
INSERT INTO public.auth_permission VALUES (650, 'Can change photo', 163, 'change_photo');
INSERT INTO public.auth_permission VALUES (651, 'Can delete photo', 163, 'delete_photo');
INSERT INTO public.auth_permission VALUES (652, 'Can view photo', 163, 'view_photo');
INSERT INTO public.auth_permission VALUES (653, 'Can add signature', 164, 'add_signature');
INSERT INTO public.auth_permission VALUES (654, 'Can change signature', 164, 'change_signature');
INSERT INTO public.auth_permission VALUES (655, 'Can delete signature', 164, 'delete_signature');
INSERT INTO public.auth_permission VALUES (656, 'Can view signature', 164, 'view_signature');
INSERT INTO public.auth_permission VALUES (657, 'Can add step answer', 165, 'add_stepanswer');
INSERT INTO public.auth_permission VALUES (658, 'Can change step answer', 165, 'change_stepanswer');
INSERT INTO public.auth_permission VALUES (659, 'Can delete step answer', 165, 'delete_stepanswer');
INSERT INTO public.auth_permission VALUES (660, 'Can view step answer', 165, 'view_stepanswer');
INSERT INTO public.auth_permission VALUES (661, 'Can add proposal', 166, 'add_proposal');
INSERT INTO public.auth_permission VALUES (662, 'Can change proposal', 166, 'change_proposal');
INSERT INTO public.auth_permission VALUES (663, 'Can delete proposal', 166, 'delete_proposal');
INSERT INTO public.auth_permission VALUES (664, 'Can view proposal', 166, 'view_proposal');
INSERT INTO public.auth_permission VALUES (665, 'Can add pooled', 167, 'add_pooled');
INSERT INTO public.auth_permission VALUES (666, 'Can change pooled', 167, 'change_pooled');
INSERT INTO public.auth_permission VALUES (667, 'Can delete pooled', 167, 'delete_pooled');
INSERT INTO public.auth_permission VALUES (668, 'Can view pooled', 167, 'view_pooled');
INSERT INTO public.auth_permission VALUES (669, 'Can add follow up', 168, 'add_followup');
INSERT INTO public.auth_permission VALUES (670, 'Can change follow up', 168, 'change_followup');
INSERT INTO public.auth_permission VALUES (671, 'Can delete follow up', 168, 'delete_followup');
INSERT INTO public.auth_permission VALUES (672, 'Can view follow up', 168, 'view_followup');
INSERT INTO public.auth_permission VALUES (673, 'Can add entry', 169, 'add_entry');
INSERT INTO public.auth_permission VALUES (674, 'Can change entry', 169, 'change_entry');
INSERT INTO public.auth_permission VALUES (675, 'Can delete entry', 169, 'delete_entry');
INSERT INTO public.auth_permission VALUES (676, 'Can view entry', 169, 'view_entry');
INSERT INTO public.auth_permission VALUES (677, 'Can add run', 170, 'add_run');
INSERT INTO public.auth_permission VALUES (678, 'Can change run', 170, 'change_run');
INSERT INTO public.auth_permission VALUES (679, 'Can delete run', 170, 'delete_run');
INSERT INTO public.auth_permission VALUES (680, 'Can view run', 170, 'view_run');
INSERT INTO public.auth_permission VALUES (681, 'Can add statement', 171, 'add_statement');
INSERT INTO public.auth_permission VALUES (682, 'Can change statement', 171, 'change_statement');
INSERT INTO public.auth_permission VALUES (683, 'Can delete statement', 171, 'delete_statement');
INSERT INTO public.auth_permission VALUES (684, 'Can view statement', 171, 'view_statement');
INSERT INTO public.auth_permission VALUES (685, 'Can add terms version', 172, 'add_termsversion');
INSERT INTO public.auth_permission VALUES (686, 'Can change terms version', 172, 'change_termsversion');
INSERT INTO public.auth_permission VALUES (687, 'Can delete terms version', 172, 'delete_termsversion');
INSERT INTO public.auth_permission VALUES (688, 'Can view terms version', 172, 'view_termsversion');
INSERT INTO public.auth_permission VALUES (689, 'Can add line', 173, 'add_line');
INSERT INTO public.auth_permission VALUES (690, 'Can change line', 173, 'change_line');
INSERT INTO public.auth_permission VALUES (691, 'Can delete line', 173, 'delete_line');
INSERT INTO public.auth_permission VALUES (692, 'Can view line', 173, 'view_line');
INSERT INTO public.auth_permission VALUES (693, 'Can add dispute', 174, 'add_dispute');
INSERT INTO public.auth_permission VALUES (694, 'Can change dispute', 174, 'change_dispute');
INSERT INTO public.auth_permission VALUES (695, 'Can delete dispute', 174, 'delete_dispute');
INSERT INTO public.auth_permission VALUES (696, 'Can view dispute', 174, 'view_dispute');
INSERT INTO public.auth_permission VALUES (697, 'Can add judgement', 175, 'add_judgement');
INSERT INTO public.auth_permission VALUES (698, 'Can change judgement', 175, 'change_judgement');
INSERT INTO public.auth_permission VALUES (699, 'Can delete judgement', 175, 'delete_judgement');
INSERT INTO public.auth_permission VALUES (700, 'Can view judgement', 175, 'view_judgement');
INSERT INTO public.auth_permission VALUES (701, 'Can add hand in', 176, 'add_handin');
INSERT INTO public.auth_permission VALUES (702, 'Can change hand in', 176, 'change_handin');
INSERT INTO public.auth_permission VALUES (703, 'Can delete hand in', 176, 'delete_handin');
INSERT INTO public.auth_permission VALUES (704, 'Can view hand in', 176, 'view_handin');
INSERT INTO public.auth_permission VALUES (705, 'Can add cash', 177, 'add_cash');
INSERT INTO public.auth_permission VALUES (706, 'Can change cash', 177, 'change_cash');
INSERT INTO public.auth_permission VALUES (707, 'Can delete cash', 177, 'delete_cash');
INSERT INTO public.auth_permission VALUES (708, 'Can view cash', 177, 'view_cash');
INSERT INTO public.auth_permission VALUES (709, 'Can add declared', 178, 'add_declared');
INSERT INTO public.auth_permission VALUES (710, 'Can change declared', 178, 'change_declared');
INSERT INTO public.auth_permission VALUES (711, 'Can delete declared', 178, 'delete_declared');
INSERT INTO public.auth_permission VALUES (712, 'Can view declared', 178, 'view_declared');
INSERT INTO public.auth_permission VALUES (713, 'Can add email address', 179, 'add_emailaddress');
INSERT INTO public.auth_permission VALUES (714, 'Can change email address', 179, 'change_emailaddress');
INSERT INTO public.auth_permission VALUES (715, 'Can delete email address', 179, 'delete_emailaddress');
INSERT INTO public.auth_permission VALUES (716, 'Can view email address', 179, 'view_emailaddress');
INSERT INTO public.auth_permission VALUES (717, 'Can add email confirmation', 180, 'add_emailconfirmation');
INSERT INTO public.auth_permission VALUES (718, 'Can change email confirmation', 180, 'change_emailconfirmation');
INSERT INTO public.auth_permission VALUES (719, 'Can delete email confirmation', 180, 'delete_emailconfirmation');
INSERT INTO public.auth_permission VALUES (720, 'Can view email confirmation', 180, 'view_emailconfirmation');
INSERT INTO public.auth_permission VALUES (721, 'Can add authenticator', 181, 'add_authenticator');
INSERT INTO public.auth_permission VALUES (722, 'Can change authenticator', 181, 'change_authenticator');
INSERT INTO public.auth_permission VALUES (723, 'Can delete authenticator', 181, 'delete_authenticator');
INSERT INTO public.auth_permission VALUES (724, 'Can view authenticator', 181, 'view_authenticator');
INSERT INTO public.auth_permission VALUES (725, 'Can add access attempt', 182, 'add_accessattempt');
INSERT INTO public.auth_permission VALUES (726, 'Can change access attempt', 182, 'change_accessattempt');
INSERT INTO public.auth_permission VALUES (727, 'Can delete access attempt', 182, 'delete_accessattempt');
INSERT INTO public.auth_permission VALUES (728, 'Can view access attempt', 182, 'view_accessattempt');
INSERT INTO public.auth_permission VALUES (729, 'Can add access log', 183, 'add_accesslog');
INSERT INTO public.auth_permission VALUES (730, 'Can change access log', 183, 'change_accesslog');
INSERT INTO public.auth_permission VALUES (731, 'Can delete access log', 183, 'delete_accesslog');
INSERT INTO public.auth_permission VALUES (732, 'Can view access log', 183, 'view_accesslog');
INSERT INTO public.auth_permission VALUES (733, 'Can add access failure', 184, 'add_accessfailurelog');
INSERT INTO public.auth_permission VALUES (734, 'Can change access failure', 184, 'change_accessfailurelog');
INSERT INTO public.auth_permission VALUES (735, 'Can delete access failure', 184, 'delete_accessfailurelog');
INSERT INTO public.auth_permission VALUES (736, 'Can view access failure', 184, 'view_accessfailurelog');
INSERT INTO public.auth_permission VALUES (737, 'Can add access attempt expiration', 185, 'add_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (738, 'Can change access attempt expiration', 185, 'change_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (739, 'Can delete access attempt expiration', 185, 'delete_accessattemptexpiration');
INSERT INTO public.auth_permission VALUES (740, 'Can view access attempt expiration', 185, 'view_accessattemptexpiration');
INSERT INTO public.django_content_type VALUES (1, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (3, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (4, 'sessions', 'session');
INSERT INTO public.django_content_type VALUES (5, 'procrastinate', 'procrastinateevent');
INSERT INTO public.django_content_type VALUES (6, 'procrastinate', 'procrastinatejob');
INSERT INTO public.django_content_type VALUES (7, 'procrastinate', 'procrastinateperiodicdefer');
INSERT INTO public.django_content_type VALUES (8, 'procrastinate', 'procrastinateworker');
INSERT INTO public.django_content_type VALUES (9, 'memory', 'stamp');
INSERT INTO public.django_content_type VALUES (10, 'identity', 'role');
INSERT INTO public.django_content_type VALUES (11, 'identity', 'user');
INSERT INTO public.django_content_type VALUES (12, 'identity', 'apitoken');
INSERT INTO public.django_content_type VALUES (13, 'audit', 'entry');
INSERT INTO public.django_content_type VALUES (14, 'audit', 'head');
INSERT INTO public.django_content_type VALUES (15, 'audit', 'words');
INSERT INTO public.django_content_type VALUES (16, 'files', 'storedfile');
INSERT INTO public.django_content_type VALUES (17, 'notices', 'notice');
INSERT INTO public.django_content_type VALUES (18, 'endpoints', 'endpoint');
INSERT INTO public.django_content_type VALUES (19, 'deliveries', 'channelconduct');
INSERT INTO public.django_content_type VALUES (20, 'deliveries', 'message');
INSERT INTO public.django_content_type VALUES (21, 'deliveries', 'try');
INSERT INTO public.django_content_type VALUES (22, 'privacy', 'reveal');
INSERT INTO public.django_content_type VALUES (23, 'receipts', 'receipt');
INSERT INTO public.django_content_type VALUES (24, 'sign_ins', 'try');
INSERT INTO public.django_content_type VALUES (25, 'sign_ins', 'signin');
INSERT INTO public.django_content_type VALUES (26, 'watch', 'alert');
INSERT INTO public.django_content_type VALUES (27, 'watch', 'reading');
INSERT INTO public.django_content_type VALUES (28, 'packs', 'pack');
INSERT INTO public.django_content_type VALUES (29, 'packs', 'packversion');
INSERT INTO public.django_content_type VALUES (30, 'calendars', 'calendar');
INSERT INTO public.django_content_type VALUES (31, 'calendars', 'calendarday');
INSERT INTO public.django_content_type VALUES (32, 'calendars', 'edition');
INSERT INTO public.django_content_type VALUES (33, 'calendars', 'ownday');
INSERT INTO public.django_content_type VALUES (34, 'calendars', 'stationhours');
INSERT INTO public.django_content_type VALUES (35, 'revisions', 'revision');
INSERT INTO public.django_content_type VALUES (36, 'compliance', 'norm');
INSERT INTO public.django_content_type VALUES (37, 'compliance', 'normchange');
INSERT INTO public.django_content_type VALUES (38, 'parties', 'customer');
INSERT INTO public.django_content_type VALUES (39, 'parties', 'phone');
INSERT INTO public.django_content_type VALUES (40, 'parties', 'disclosure');
INSERT INTO public.django_content_type VALUES (41, 'parties', 'sight');
INSERT INTO public.django_content_type VALUES (42, 'parties', 'nameword');
INSERT INTO public.django_content_type VALUES (43, 'contacts', 'address');
INSERT INTO public.django_content_type VALUES (44, 'contacts', 'person');
INSERT INTO public.django_content_type VALUES (45, 'homes', 'home');
INSERT INTO public.django_content_type VALUES (46, 'products', 'line');
INSERT INTO public.django_content_type VALUES (47, 'products', 'productmodel');
INSERT INTO public.django_content_type VALUES (48, 'products', 'part');
INSERT INTO public.django_content_type VALUES (49, 'batches', 'batch');
INSERT INTO public.django_content_type VALUES (50, 'units', 'unit');
INSERT INTO public.django_content_type VALUES (51, 'units', 'prooffile');
INSERT INTO public.django_content_type VALUES (52, 'proofs', 'reading');
INSERT INTO public.django_content_type VALUES (53, 'labels', 'label');
INSERT INTO public.django_content_type VALUES (54, 'merges', 'merge');
INSERT INTO public.django_content_type VALUES (55, 'organisation', 'orgunit');
INSERT INTO public.django_content_type VALUES (56, 'organisation', 'company');
INSERT INTO public.django_content_type VALUES (57, 'staff', 'member');
INSERT INTO public.django_content_type VALUES (58, 'staff', 'face');
INSERT INTO public.django_content_type VALUES (59, 'rosters', 'roster');
INSERT INTO public.django_content_type VALUES (60, 'rosters', 'leave');
INSERT INTO public.django_content_type VALUES (61, 'rosters', 'rosterday');
INSERT INTO public.django_content_type VALUES (62, 'skills', 'skill');
INSERT INTO public.django_content_type VALUES (63, 'skills', 'grant');
INSERT INTO public.django_content_type VALUES (64, 'wordings', 'wording');
INSERT INTO public.django_content_type VALUES (65, 'cases', 'case');
INSERT INTO public.django_content_type VALUES (66, 'cases', 'hold');
INSERT INTO public.django_content_type VALUES (67, 'cases', 'casewords');
INSERT INTO public.django_content_type VALUES (68, 'relations', 'caselink');
INSERT INTO public.django_content_type VALUES (69, 'doubles', 'marks');
INSERT INTO public.django_content_type VALUES (70, 'repeats', 'repeat');
INSERT INTO public.django_content_type VALUES (71, 'conversation', 'contact');
INSERT INTO public.django_content_type VALUES (72, 'conversation', 'attachment');
INSERT INTO public.django_content_type VALUES (73, 'triage', 'proposal');
INSERT INTO public.django_content_type VALUES (74, 'triage', 'triagerule');
INSERT INTO public.django_content_type VALUES (75, 'triage', 'decision');
INSERT INTO public.django_content_type VALUES (76, 'triage', 'trainedmodel');
INSERT INTO public.django_content_type VALUES (77, 'assignment', 'shortage');
INSERT INTO public.django_content_type VALUES (78, 'assignment', 'handover');
INSERT INTO public.django_content_type VALUES (79, 'assignment', 'handedcase');
INSERT INTO public.django_content_type VALUES (80, 'assignment', 'caseweight');
INSERT INTO public.django_content_type VALUES (81, 'resolutions', 'finding');
INSERT INTO public.django_content_type VALUES (82, 'resolutions', 'resolution');
INSERT INTO public.django_content_type VALUES (83, 'resolutions', 'consent');
INSERT INTO public.django_content_type VALUES (84, 'resolutions', 'approval');
INSERT INTO public.django_content_type VALUES (85, 'pauses', 'pause');
INSERT INTO public.django_content_type VALUES (86, 'rights', 'casefacts');
INSERT INTO public.django_content_type VALUES (87, 'commitments', 'clock');
INSERT INTO public.django_content_type VALUES (88, 'delays', 'explanation');
INSERT INTO public.django_content_type VALUES (89, 'delays', 'newdate');
INSERT INTO public.django_content_type VALUES (90, 'legal', 'legalstep');
INSERT INTO public.django_content_type VALUES (91, 'simulations', 'simulation');
INSERT INTO public.django_content_type VALUES (92, 'recounts', 'recount');
INSERT INTO public.django_content_type VALUES (93, 'visits', 'visit');
INSERT INTO public.django_content_type VALUES (94, 'returns', 'delivery');
INSERT INTO public.django_content_type VALUES (95, 'returns', 'claim');
INSERT INTO public.django_content_type VALUES (96, 'returns', 'inspection');
INSERT INTO public.django_content_type VALUES (97, 'packages', 'consignment');
INSERT INTO public.django_content_type VALUES (98, 'packages', 'package');
INSERT INTO public.django_content_type VALUES (99, 'packages', 'fault');
INSERT INTO public.django_content_type VALUES (100, 'recycling', 'certificate');
INSERT INTO public.django_content_type VALUES (101, 'recycling', 'pickup');
INSERT INTO public.django_content_type VALUES (102, 'recycling', 'appraisal');
INSERT INTO public.django_content_type VALUES (103, 'checklists', 'checklist');
INSERT INTO public.django_content_type VALUES (104, 'external', 'matter');
INSERT INTO public.django_content_type VALUES (105, 'intake', 'access');
INSERT INTO public.django_content_type VALUES (106, 'consultations', 'referral');
INSERT INTO public.django_content_type VALUES (107, 'messaging', 'wish');
INSERT INTO public.django_content_type VALUES (108, 'messaging', 'switch');
INSERT INTO public.django_content_type VALUES (109, 'messaging', 'template');
INSERT INTO public.django_content_type VALUES (110, 'mailbox', 'mailbox');
INSERT INTO public.django_content_type VALUES (111, 'mailbox', 'mail');
INSERT INTO public.django_content_type VALUES (112, 'chats', 'source');
INSERT INTO public.django_content_type VALUES (113, 'chats', 'incoming');
INSERT INTO public.django_content_type VALUES (114, 'chats', 'thread');
INSERT INTO public.django_content_type VALUES (115, 'webhooks', 'subscription');
INSERT INTO public.django_content_type VALUES (116, 'exports', 'export');
INSERT INTO public.django_content_type VALUES (117, 'imports', 'importrun');
INSERT INTO public.django_content_type VALUES (118, 'imports', 'savedmapping');
INSERT INTO public.django_content_type VALUES (119, 'imports', 'importprogress');
INSERT INTO public.django_content_type VALUES (120, 'imports', 'importedcase');
INSERT INTO public.django_content_type VALUES (121, 'views', 'savedview');
INSERT INTO public.django_content_type VALUES (122, 'datarequests', 'datarequest');
INSERT INTO public.django_content_type VALUES (123, 'leads', 'lead');
INSERT INTO public.django_content_type VALUES (124, 'leads', 'offer');
INSERT INTO public.django_content_type VALUES (125, 'leads', 'follower');
INSERT INTO public.django_content_type VALUES (126, 'leads', 'answer');
INSERT INTO public.django_content_type VALUES (127, 'retention', 'periodsversion');
INSERT INTO public.django_content_type VALUES (128, 'retention', 'sweep');
INSERT INTO public.django_content_type VALUES (129, 'retention', 'legalhold');
INSERT INTO public.django_content_type VALUES (130, 'sites', 'site');
INSERT INTO public.django_content_type VALUES (131, 'workorders', 'workorder');
INSERT INTO public.django_content_type VALUES (132, 'spares', 'part');
INSERT INTO public.django_content_type VALUES (133, 'spares', 'place');
INSERT INTO public.django_content_type VALUES (134, 'spares', 'reorderpoint');
INSERT INTO public.django_content_type VALUES (135, 'spares', 'fit');
INSERT INTO public.django_content_type VALUES (136, 'stores', 'lot');
INSERT INTO public.django_content_type VALUES (137, 'stores', 'piece');
INSERT INTO public.django_content_type VALUES (138, 'stores', 'movement');
INSERT INTO public.django_content_type VALUES (139, 'stores', 'stock');
INSERT INTO public.django_content_type VALUES (140, 'stores', 'aside');
INSERT INTO public.django_content_type VALUES (141, 'transfers', 'transfer');
INSERT INTO public.django_content_type VALUES (142, 'transfers', 'line');
INSERT INTO public.django_content_type VALUES (143, 'parts', 'use');
INSERT INTO public.django_content_type VALUES (144, 'parts', 'need');
INSERT INTO public.django_content_type VALUES (145, 'parts', 'oldpart');
INSERT INTO public.django_content_type VALUES (146, 'parts', 'wait');
INSERT INTO public.django_content_type VALUES (147, 'quotes', 'pricelist');
INSERT INTO public.django_content_type VALUES (148, 'quotes', 'quotation');
INSERT INTO public.django_content_type VALUES (149, 'quotes', 'payment');
INSERT INTO public.django_content_type VALUES (150, 'quotes', 'line');
INSERT INTO public.django_content_type VALUES (151, 'quotes', 'invoice');
INSERT INTO public.django_content_type VALUES (152, 'gear', 'item');
INSERT INTO public.django_content_type VALUES (153, 'technicians', 'technician');
INSERT INTO public.django_content_type VALUES (154, 'appointments', 'appointment');
INSERT INTO public.django_content_type VALUES (155, 'appointments', 'seat');
INSERT INTO public.django_content_type VALUES (156, 'appointments', 'day');
INSERT INTO public.django_content_type VALUES (157, 'locks', 'lock');
INSERT INTO public.django_content_type VALUES (158, 'reminders', 'telling');
INSERT INTO public.django_content_type VALUES (159, 'carecontracts', 'contract');
INSERT INTO public.django_content_type VALUES (160, 'carecontracts', 'covered');
INSERT INTO public.django_content_type VALUES (161, 'carecontracts', 'turn');
INSERT INTO public.django_content_type VALUES (162, 'records', 'findings');
INSERT INTO public.django_content_type VALUES (163, 'records', 'photo');
INSERT INTO public.django_content_type VALUES (164, 'records', 'signature');
INSERT INTO public.django_content_type VALUES (165, 'records', 'stepanswer');
INSERT INTO public.django_content_type VALUES (166, 'plans', 'proposal');
INSERT INTO public.django_content_type VALUES (167, 'plans', 'pooled');
INSERT INTO public.django_content_type VALUES (168, 'followups', 'followup');
INSERT INTO public.django_content_type VALUES (169, 'ledger', 'entry');
INSERT INTO public.django_content_type VALUES (170, 'settlements', 'run');
INSERT INTO public.django_content_type VALUES (171, 'settlements', 'statement');
INSERT INTO public.django_content_type VALUES (172, 'settlements', 'termsversion');
INSERT INTO public.django_content_type VALUES (173, 'settlements', 'line');
INSERT INTO public.django_content_type VALUES (174, 'settlements', 'dispute');
INSERT INTO public.django_content_type VALUES (175, 'signs', 'judgement');
INSERT INTO public.django_content_type VALUES (176, 'tills', 'handin');
INSERT INTO public.django_content_type VALUES (177, 'tills', 'cash');
INSERT INTO public.django_content_type VALUES (178, 'tills', 'declared');
INSERT INTO public.django_content_type VALUES (179, 'account', 'emailaddress');
INSERT INTO public.django_content_type VALUES (180, 'account', 'emailconfirmation');
INSERT INTO public.django_content_type VALUES (181, 'mfa', 'authenticator');
INSERT INTO public.django_content_type VALUES (182, 'axes', 'accessattempt');
INSERT INTO public.django_content_type VALUES (183, 'axes', 'accesslog');
INSERT INTO public.django_content_type VALUES (184, 'axes', 'accessfailurelog');
INSERT INTO public.django_content_type VALUES (185, 'axes', 'accessattemptexpiration');
SELECT pg_catalog.setval('public.auth_permission_id_seq', 740, true);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 185, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 248, true);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appointments_appointment
    ADD CONSTRAINT appointments_appointment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appointments_day
    ADD CONSTRAINT appointments_day_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appointments_seat
    ADD CONSTRAINT appointments_seat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appointments_seat
    ADD CONSTRAINT appointments_seats_never_overlap EXCLUDE USING gist (technician_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (is_live) DEFERRABLE;
ALTER TABLE ONLY public.assignment_caseweight
    ADD CONSTRAINT assignment_caseweight_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assignment_handedcase
    ADD CONSTRAINT assignment_handedcase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assignment_handover
    ADD CONSTRAINT assignment_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assignment_shortage
    ADD CONSTRAINT assignment_shortage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_one_place_in_a_chain UNIQUE (subject, seq);
ALTER TABLE ONLY public.audit_words
    ADD CONSTRAINT audit_words_commitment_key UNIQUE (commitment);
ALTER TABLE ONLY public.audit_words
    ADD CONSTRAINT audit_words_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);
ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);
ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.batches_batch
    ADD CONSTRAINT batches_batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendars_calendar
    ADD CONSTRAINT calendars_calendar_code_key UNIQUE (code);
ALTER TABLE ONLY public.calendars_calendar
    ADD CONSTRAINT calendars_calendar_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendars_calendarday
    ADD CONSTRAINT calendars_calendarday_on_key UNIQUE ("on");
ALTER TABLE ONLY public.calendars_calendarday
    ADD CONSTRAINT calendars_calendarday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendars_edition
    ADD CONSTRAINT calendars_edition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendars_ownday
    ADD CONSTRAINT calendars_own_day_once UNIQUE NULLS NOT DISTINCT (calendar_id, org_unit, "on");
ALTER TABLE ONLY public.calendars_ownday
    ADD CONSTRAINT calendars_ownday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendars_stationhours
    ADD CONSTRAINT calendars_station_hours_once UNIQUE (calendar_id, org_unit);
ALTER TABLE ONLY public.calendars_stationhours
    ADD CONSTRAINT calendars_stationhours_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.carecontracts_contract
    ADD CONSTRAINT carecontracts_contract_number_key UNIQUE (number);
ALTER TABLE ONLY public.carecontracts_contract
    ADD CONSTRAINT carecontracts_contract_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.carecontracts_contract
    ADD CONSTRAINT carecontracts_contract_renews_id_key UNIQUE (renews_id);
ALTER TABLE ONLY public.carecontracts_covered
    ADD CONSTRAINT carecontracts_covered_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.carecontracts_turn
    ADD CONSTRAINT carecontracts_turn_once UNIQUE (contract_id, number);
ALTER TABLE ONLY public.carecontracts_turn
    ADD CONSTRAINT carecontracts_turn_order_id_key UNIQUE (order_id);
ALTER TABLE ONLY public.carecontracts_turn
    ADD CONSTRAINT carecontracts_turn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.carecontracts_covered
    ADD CONSTRAINT carecontracts_unit_once UNIQUE (contract_id, unit_id);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_casewords
    ADD CONSTRAINT cases_casewords_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.cases_hold
    ADD CONSTRAINT cases_hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_intake_once UNIQUE (intake_key);
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_number_once UNIQUE (number);
ALTER TABLE ONLY public.chats_incoming
    ADD CONSTRAINT chats_incoming_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chats_source
    ADD CONSTRAINT chats_source_code_key UNIQUE (code);
ALTER TABLE ONLY public.chats_source
    ADD CONSTRAINT chats_source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chats_thread
    ADD CONSTRAINT chats_thread_once UNIQUE (source_id, key);
ALTER TABLE ONLY public.chats_thread
    ADD CONSTRAINT chats_thread_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.checklists_checklist
    ADD CONSTRAINT checklists_checklist_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.commitments_clock
    ADD CONSTRAINT commitments_clock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.compliance_norm
    ADD CONSTRAINT compliance_norm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.compliance_norm
    ADD CONSTRAINT compliance_norm_title_zh_key UNIQUE (title_zh);
ALTER TABLE ONLY public.compliance_normchange
    ADD CONSTRAINT compliance_normchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.consultations_referral
    ADD CONSTRAINT consultations_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contacts_address
    ADD CONSTRAINT contacts_address_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contacts_person
    ADD CONSTRAINT contacts_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.conversation_attachment
    ADD CONSTRAINT conversation_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.conversation_contact
    ADD CONSTRAINT conversation_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.datarequests_datarequest
    ADD CONSTRAINT datarequests_datarequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delays_explanation
    ADD CONSTRAINT delays_explanation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delays_newdate
    ADD CONSTRAINT delays_newdate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deliveries_channelconduct
    ADD CONSTRAINT deliveries_channelconduct_pkey PRIMARY KEY (channel);
ALTER TABLE ONLY public.deliveries_message
    ADD CONSTRAINT deliveries_message_mail_id_key UNIQUE (mail_id);
ALTER TABLE ONLY public.deliveries_message
    ADD CONSTRAINT deliveries_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deliveries_try
    ADD CONSTRAINT deliveries_try_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.doubles_marks
    ADD CONSTRAINT doubles_marks_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.endpoints_endpoint
    ADD CONSTRAINT endpoints_endpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.exports_export
    ADD CONSTRAINT exports_export_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.external_matter
    ADD CONSTRAINT external_matter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followups_followup
    ADD CONSTRAINT followups_followup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.gear_item
    ADD CONSTRAINT gear_item_number_key UNIQUE (number);
ALTER TABLE ONLY public.gear_item
    ADD CONSTRAINT gear_item_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.homes_home
    ADD CONSTRAINT homes_home_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.homes_home
    ADD CONSTRAINT homes_one_of_a_place UNIQUE (customer_id, place);
ALTER TABLE ONLY public.identity_apitoken
    ADD CONSTRAINT identity_apitoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.identity_apitoken
    ADD CONSTRAINT identity_apitoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_role
    ADD CONSTRAINT identity_role_code_key UNIQUE (code);
ALTER TABLE ONLY public.identity_role
    ADD CONSTRAINT identity_role_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_user
    ADD CONSTRAINT identity_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_user_roles
    ADD CONSTRAINT identity_user_roles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.identity_user_roles
    ADD CONSTRAINT identity_user_roles_user_id_role_id_888c6110_uniq UNIQUE (user_id, role_id);
ALTER TABLE ONLY public.identity_user
    ADD CONSTRAINT identity_user_username_key UNIQUE (username);
ALTER TABLE ONLY public.imports_importedcase
    ADD CONSTRAINT imports_case_one_of_a_row UNIQUE (run_id, "row");
ALTER TABLE ONLY public.imports_importedcase
    ADD CONSTRAINT imports_importedcase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_importprogress
    ADD CONSTRAINT imports_importprogress_pkey PRIMARY KEY (run_id);
ALTER TABLE ONLY public.imports_importrun
    ADD CONSTRAINT imports_importrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_savedmapping
    ADD CONSTRAINT imports_savedmapping_fingerprint_key UNIQUE (fingerprint);
ALTER TABLE ONLY public.imports_savedmapping
    ADD CONSTRAINT imports_savedmapping_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.intake_access
    ADD CONSTRAINT intake_access_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.intake_access
    ADD CONSTRAINT intake_access_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.labels_label
    ADD CONSTRAINT labels_label_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.labels_label
    ADD CONSTRAINT labels_label_unit_id_key UNIQUE (unit_id);
ALTER TABLE ONLY public.labels_label
    ADD CONSTRAINT labels_label_word_key UNIQUE (word);
ALTER TABLE ONLY public.leads_answer
    ADD CONSTRAINT leads_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.leads_follower
    ADD CONSTRAINT leads_follower_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.leads_offer
    ADD CONSTRAINT leads_offer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_after_id_key UNIQUE (after_id);
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.legal_legalstep
    ADD CONSTRAINT legal_legalstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.locks_lock
    ADD CONSTRAINT locks_lock_pkey PRIMARY KEY (appointment_id);
ALTER TABLE ONLY public.mailbox_mail
    ADD CONSTRAINT mailbox_mail_known_once UNIQUE (mailbox_id, key);
ALTER TABLE ONLY public.mailbox_mail
    ADD CONSTRAINT mailbox_mail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mailbox_mail
    ADD CONSTRAINT mailbox_mail_taken_once UNIQUE (mailbox_id, uidvalidity, uid);
ALTER TABLE ONLY public.mailbox_mailbox
    ADD CONSTRAINT mailbox_mailbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.memory_stamp
    ADD CONSTRAINT memory_stamp_pkey PRIMARY KEY ("table");
ALTER TABLE ONLY public.merges_merge
    ADD CONSTRAINT merges_merge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_switch
    ADD CONSTRAINT messaging_switch_once UNIQUE (occasion, channel);
ALTER TABLE ONLY public.messaging_switch
    ADD CONSTRAINT messaging_switch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_template
    ADD CONSTRAINT messaging_template_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_template
    ADD CONSTRAINT messaging_template_version_once UNIQUE (occasion, channel, language, version);
ALTER TABLE ONLY public.messaging_wish
    ADD CONSTRAINT messaging_wish_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sign_ins_try
    ADD CONSTRAINT one_count_a_window UNIQUE (key, "window");
ALTER TABLE ONLY public.receipts_receipt
    ADD CONSTRAINT one_receipt_a_key UNIQUE (caller, key);
ALTER TABLE ONLY public.organisation_company
    ADD CONSTRAINT organisation_company_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.organisation_orgunit
    ADD CONSTRAINT organisation_orgunit_code_key UNIQUE (code);
ALTER TABLE ONLY public.organisation_orgunit
    ADD CONSTRAINT organisation_orgunit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.packages_consignment
    ADD CONSTRAINT packages_consignment_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.packages_fault
    ADD CONSTRAINT packages_fault_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.packages_package
    ADD CONSTRAINT packages_package_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.packs_pack
    ADD CONSTRAINT packs_pack_code_key UNIQUE (code);
ALTER TABLE ONLY public.packs_pack
    ADD CONSTRAINT packs_pack_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.packs_packversion
    ADD CONSTRAINT packs_packversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.packs_packversion
    ADD CONSTRAINT packs_version_number UNIQUE (pack_id, number);
ALTER TABLE ONLY public.parties_customer
    ADD CONSTRAINT parties_customer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parties_disclosure
    ADD CONSTRAINT parties_disclosure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parties_nameword
    ADD CONSTRAINT parties_nameword_pkey PRIMARY KEY (word, customer_id, person);
ALTER TABLE ONLY public.parties_phone
    ADD CONSTRAINT parties_phone_number_index_key UNIQUE (number_index);
ALTER TABLE ONLY public.parties_phone
    ADD CONSTRAINT parties_phone_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parties_sight
    ADD CONSTRAINT parties_sight_of_a_unit_once UNIQUE (org_unit_id, customer_id);
ALTER TABLE ONLY public.parties_sight
    ADD CONSTRAINT parties_sight_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parts_need
    ADD CONSTRAINT parts_need_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parts_oldpart
    ADD CONSTRAINT parts_oldpart_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parts_use
    ADD CONSTRAINT parts_use_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.parts_use
    ADD CONSTRAINT parts_use_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parts_wait
    ADD CONSTRAINT parts_wait_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.pauses_pause
    ADD CONSTRAINT pauses_pause_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_pooled
    ADD CONSTRAINT plans_pooled_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_proposal
    ADD CONSTRAINT plans_proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_reveal
    ADD CONSTRAINT privacy_reveal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.products_line
    ADD CONSTRAINT products_line_code_key UNIQUE (code);
ALTER TABLE ONLY public.products_line
    ADD CONSTRAINT products_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.products_part
    ADD CONSTRAINT products_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.products_productmodel
    ADD CONSTRAINT products_productmodel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.proofs_reading
    ADD CONSTRAINT proofs_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.proofs_reading
    ADD CONSTRAINT proofs_reading_proof_id_key UNIQUE (proof_id);
ALTER TABLE ONLY public.quotes_invoice
    ADD CONSTRAINT quotes_invoice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quotes_invoice
    ADD CONSTRAINT quotes_invoice_quotation_id_key UNIQUE (quotation_id);
ALTER TABLE ONLY public.quotes_line
    ADD CONSTRAINT quotes_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quotes_payment
    ADD CONSTRAINT quotes_payment_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.quotes_payment
    ADD CONSTRAINT quotes_payment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quotes_pricelist
    ADD CONSTRAINT quotes_pricelist_in_force_from_key UNIQUE (in_force_from);
ALTER TABLE ONLY public.quotes_pricelist
    ADD CONSTRAINT quotes_pricelist_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.quotes_quotation
    ADD CONSTRAINT quotes_quotation_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.quotes_quotation
    ADD CONSTRAINT quotes_quotation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.receipts_receipt
    ADD CONSTRAINT receipts_receipt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.records_findings
    ADD CONSTRAINT records_findings_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.records_findings
    ADD CONSTRAINT records_findings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.records_photo
    ADD CONSTRAINT records_photo_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.records_photo
    ADD CONSTRAINT records_photo_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.records_signature
    ADD CONSTRAINT records_signature_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.records_signature
    ADD CONSTRAINT records_signature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.records_stepanswer
    ADD CONSTRAINT records_stepanswer_client_ref_key UNIQUE (client_ref);
ALTER TABLE ONLY public.records_stepanswer
    ADD CONSTRAINT records_stepanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.recounts_recount
    ADD CONSTRAINT recounts_recount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.recycling_appraisal
    ADD CONSTRAINT recycling_appraisal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.recycling_certificate
    ADD CONSTRAINT recycling_certificate_number_key UNIQUE (number);
ALTER TABLE ONLY public.recycling_certificate
    ADD CONSTRAINT recycling_certificate_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.recycling_pickup
    ADD CONSTRAINT recycling_pickup_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.relations_caselink
    ADD CONSTRAINT relations_caselink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reminders_telling
    ADD CONSTRAINT reminders_each_thing_once UNIQUE (appointment_id, what, turn);
ALTER TABLE ONLY public.reminders_telling
    ADD CONSTRAINT reminders_telling_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.repeats_repeat
    ADD CONSTRAINT repeats_repeat_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.resolutions_approval
    ADD CONSTRAINT resolutions_approval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.resolutions_consent
    ADD CONSTRAINT resolutions_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.resolutions_finding
    ADD CONSTRAINT resolutions_finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.resolutions_resolution
    ADD CONSTRAINT resolutions_resolution_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.retention_legalhold
    ADD CONSTRAINT retention_legalhold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.retention_periodsversion
    ADD CONSTRAINT retention_periodsversion_number_key UNIQUE (number);
ALTER TABLE ONLY public.retention_periodsversion
    ADD CONSTRAINT retention_periodsversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.retention_sweep
    ADD CONSTRAINT retention_sweep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_claim
    ADD CONSTRAINT returns_claim_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.returns_delivery
    ADD CONSTRAINT returns_delivery_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.returns_inspection
    ADD CONSTRAINT returns_inspection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.revisions_revision
    ADD CONSTRAINT revisions_revision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rights_casefacts
    ADD CONSTRAINT rights_casefacts_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.rosters_leave
    ADD CONSTRAINT rosters_leave_never_overlaps EXCLUDE USING gist (member_id WITH =, tstzrange(from_at, until_at) WITH &&) WHERE (((state)::text = ANY ((ARRAY['asked'::character varying, 'approved'::character varying])::text[])));
ALTER TABLE ONLY public.rosters_leave
    ADD CONSTRAINT rosters_leave_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rosters_roster
    ADD CONSTRAINT rosters_roster_pkey PRIMARY KEY (member_id);
ALTER TABLE ONLY public.rosters_rosterday
    ADD CONSTRAINT rosters_rosterday_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlements_dispute
    ADD CONSTRAINT settlements_dispute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlements_line
    ADD CONSTRAINT settlements_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlements_statement
    ADD CONSTRAINT settlements_no_day_twice EXCLUDE USING gist (org_unit_id WITH =, daterange(since, until, '[]'::text) WITH &&);
ALTER TABLE ONLY public.settlements_run
    ADD CONSTRAINT settlements_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlements_statement
    ADD CONSTRAINT settlements_statement_number_key UNIQUE (number);
ALTER TABLE ONLY public.settlements_statement
    ADD CONSTRAINT settlements_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlements_termsversion
    ADD CONSTRAINT settlements_termsversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sign_ins_signin
    ADD CONSTRAINT sign_ins_signin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sign_ins_signin
    ADD CONSTRAINT sign_ins_signin_session_key_key UNIQUE (session_key);
ALTER TABLE ONLY public.sign_ins_try
    ADD CONSTRAINT sign_ins_try_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.signs_judgement
    ADD CONSTRAINT signs_judgement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.simulations_simulation
    ADD CONSTRAINT simulations_simulation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sites_site
    ADD CONSTRAINT sites_site_org_unit_id_key UNIQUE (org_unit_id);
ALTER TABLE ONLY public.sites_site
    ADD CONSTRAINT sites_site_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.skills_grant
    ADD CONSTRAINT skills_grant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.skills_skill
    ADD CONSTRAINT skills_skill_name_key UNIQUE (name);
ALTER TABLE ONLY public.skills_skill
    ADD CONSTRAINT skills_skill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.spares_fit
    ADD CONSTRAINT spares_fit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.spares_part
    ADD CONSTRAINT spares_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.spares_place
    ADD CONSTRAINT spares_place_once_a_unit UNIQUE (org_unit_id);
ALTER TABLE ONLY public.spares_place
    ADD CONSTRAINT spares_place_one_van_a_member UNIQUE (member_id);
ALTER TABLE ONLY public.spares_place
    ADD CONSTRAINT spares_place_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.spares_reorderpoint
    ADD CONSTRAINT spares_reorderpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_face
    ADD CONSTRAINT staff_face_member_id_key UNIQUE (member_id);
ALTER TABLE ONLY public.staff_face
    ADD CONSTRAINT staff_face_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_number_key UNIQUE (number);
ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.stores_aside
    ADD CONSTRAINT stores_aside_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.stores_lot
    ADD CONSTRAINT stores_lot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.stores_piece
    ADD CONSTRAINT stores_piece_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.stores_piece
    ADD CONSTRAINT stores_piece_serial_once UNIQUE (part_id, serial);
ALTER TABLE ONLY public.stores_stock
    ADD CONSTRAINT stores_stock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.technicians_technician
    ADD CONSTRAINT technicians_technician_member_id_key UNIQUE (member_id);
ALTER TABLE ONLY public.technicians_technician
    ADD CONSTRAINT technicians_technician_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tills_cash
    ADD CONSTRAINT tills_cash_payment_id_key UNIQUE (payment_id);
ALTER TABLE ONLY public.tills_cash
    ADD CONSTRAINT tills_cash_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tills_declared
    ADD CONSTRAINT tills_declared_hand_in_id_key UNIQUE (hand_in_id);
ALTER TABLE ONLY public.tills_declared
    ADD CONSTRAINT tills_declared_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tills_handin
    ADD CONSTRAINT tills_handin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triage_decision
    ADD CONSTRAINT triage_decision_pkey PRIMARY KEY (proposal_id);
ALTER TABLE ONLY public.triage_proposal
    ADD CONSTRAINT triage_proposal_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.triage_trainedmodel
    ADD CONSTRAINT triage_trainedmodel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.triage_triagerule
    ADD CONSTRAINT triage_triagerule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.units_prooffile
    ADD CONSTRAINT units_prooffile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_reference_key UNIQUE (reference);
ALTER TABLE ONLY public.watch_alert
    ADD CONSTRAINT watch_alert_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_reading
    ADD CONSTRAINT watch_one_count_an_hour UNIQUE (user_id, kind, hour);
ALTER TABLE ONLY public.watch_reading
    ADD CONSTRAINT watch_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.watch_alert
    ADD CONSTRAINT watch_told_once_a_day UNIQUE (user_id, "on");
ALTER TABLE ONLY public.webhooks_subscription
    ADD CONSTRAINT webhooks_subscription_endpoint_id_key UNIQUE (endpoint_id);
ALTER TABLE ONLY public.webhooks_subscription
    ADD CONSTRAINT webhooks_subscription_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wordings_wording
    ADD CONSTRAINT wordings_wording_code_key UNIQUE (code);
ALTER TABLE ONLY public.wordings_wording
    ADD CONSTRAINT wordings_wording_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workorders_workorder
    ADD CONSTRAINT workorders_workorder_number_key UNIQUE (number);
ALTER TABLE ONLY public.workorders_workorder
    ADD CONSTRAINT workorders_workorder_pkey PRIMARY KEY (id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX appointments_appointment_moved_from_id_3ecb8614 ON public.appointments_appointment USING btree (moved_from_id);
CREATE INDEX appointments_appointment_work_order_id_54dd9f7f ON public.appointments_appointment USING btree (work_order_id);
CREATE INDEX appointments_coming ON public.appointments_appointment USING btree (window_from) WHERE ((state)::text = 'booked'::text);
CREATE UNIQUE INDEX appointments_day_once ON public.appointments_day USING btree (technician_id, "on");
CREATE INDEX appointments_days_by_date ON public.appointments_day USING btree ("on", technician_id);
CREATE INDEX appointments_held ON public.appointments_appointment USING btree (held_until) WHERE ((state)::text = 'held'::text);
CREATE UNIQUE INDEX appointments_one_leads ON public.appointments_seat USING btree (appointment_id) WHERE (is_live AND leads);
CREATE UNIQUE INDEX appointments_one_live ON public.appointments_appointment USING btree (work_order_id) WHERE ((state)::text = ANY ((ARRAY['held'::character varying, 'booked'::character varying, 'on_the_way'::character varying, 'arrived'::character varying, 'working'::character varying])::text[]));
CREATE INDEX appointments_over ON public.appointments_appointment USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX appointments_seat_appointment_id_283042d0 ON public.appointments_seat USING btree (appointment_id);
CREATE INDEX appointments_seats_of_day ON public.appointments_seat USING btree (technician_id, starts_at);
CREATE INDEX assignment_handedcase_case_id_47141626 ON public.assignment_handedcase USING btree (case_id);
CREATE INDEX assignment_handedcase_hand_over_id_0b12baaa ON public.assignment_handedcase USING btree (hand_over_id);
CREATE INDEX assignment_handover_member_id_d7fc768c ON public.assignment_handover USING btree (member_id);
CREATE INDEX assignment_open_shortages ON public.assignment_shortage USING btree (found_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX assignment_shortage_one_open ON public.assignment_shortage USING btree (case_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX assignment_weight_once ON public.assignment_caseweight USING btree (severity, level);
CREATE INDEX audit_heads_registered ON public.audit_head USING btree (register, subject) WHERE (register IS NOT NULL);
CREATE INDEX audit_heads_to_register ON public.audit_head USING btree (subject) WHERE (register IS NULL);
CREATE INDEX audit_of_user ON public.audit_entry USING btree (user_id, at DESC, id DESC);
CREATE INDEX audit_words_commitment_edd6e104_like ON public.audit_words USING btree (commitment varchar_pattern_ops);
CREATE INDEX audit_words_subject_4b6dea7f ON public.audit_words USING btree (subject);
CREATE INDEX audit_words_subject_4b6dea7f_like ON public.audit_words USING btree (subject varchar_pattern_ops);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);
CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);
CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);
CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);
CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);
CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);
CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);
CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);
CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);
CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);
CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);
CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);
CREATE INDEX batches_batch_product_model_id_df532ca4 ON public.batches_batch USING btree (product_model_id);
CREATE INDEX batches_by_material ON public.batches_batch USING gin (materials);
CREATE INDEX batches_by_number ON public.batches_batch USING btree (upper((number)::text));
CREATE UNIQUE INDEX batches_number_once_per_model ON public.batches_batch USING btree (product_model_id, upper((number)::text));
CREATE INDEX calendars_calendar_code_d015943b_like ON public.calendars_calendar USING btree (code varchar_pattern_ops);
CREATE INDEX calendars_ownday_calendar_id_ce272e8a ON public.calendars_ownday USING btree (calendar_id);
CREATE INDEX calendars_stationhours_calendar_id_c0a07bf6 ON public.calendars_stationhours USING btree (calendar_id);
CREATE INDEX carecontracts_contract_customer_id_e7fa1985 ON public.carecontracts_contract USING btree (customer_id);
CREATE INDEX carecontracts_contract_number_9059e740_like ON public.carecontracts_contract USING btree (number varchar_pattern_ops);
CREATE INDEX carecontracts_covered_contract_id_ca355a9b ON public.carecontracts_covered USING btree (contract_id);
CREATE INDEX carecontracts_covered_unit_id_6e06fce4 ON public.carecontracts_covered USING btree (unit_id);
CREATE INDEX carecontracts_due ON public.carecontracts_turn USING btree (due_on) WHERE (order_id IS NULL);
CREATE INDEX carecontracts_ending ON public.carecontracts_contract USING btree (ends_on) WHERE ((state)::text = 'running'::text);
CREATE INDEX carecontracts_newest ON public.carecontracts_contract USING btree (org_unit_id, id DESC);
CREATE INDEX carecontracts_turn_case_id_0ad000b3 ON public.carecontracts_turn USING btree (case_id);
CREATE INDEX cases_again ON public.cases_case USING btree (id) WHERE (repeat_of_id IS NOT NULL);
CREATE INDEX cases_by_due ON public.cases_case USING btree (next_due_at, id);
CREATE INDEX cases_by_order ON public.cases_case USING btree (order_no) WHERE (NOT ((order_no)::text = ''::text));
CREATE INDEX cases_by_receipt ON public.cases_case USING btree (received_at);
CREATE INDEX cases_by_resolution ON public.cases_case USING btree (resolved_at, org_unit_id) WHERE (resolved_at IS NOT NULL);
CREATE INDEX cases_hold_case_id_2d229623 ON public.cases_hold USING btree (case_id);
CREATE UNIQUE INDEX cases_hold_once ON public.cases_hold USING btree (case_id, kind, reference) WHERE (lifted_at IS NULL);
CREATE INDEX cases_merged ON public.cases_case USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX cases_of_customer ON public.cases_case USING btree (customer_id, id);
CREATE INDEX cases_of_thing ON public.cases_case USING btree (unit_id) WHERE (unit_id IS NOT NULL);
CREATE INDEX cases_of_unit ON public.cases_case USING btree (org_unit_id, id);
CREATE INDEX cases_of_unit_by_due ON public.cases_case USING btree (org_unit_id, next_due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX cases_open_by_due ON public.cases_case USING btree (next_due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX cases_open_dangers ON public.cases_case USING btree (org_unit_id) WHERE ((closed_at IS NULL) AND safety);
CREATE INDEX cases_open_late ON public.cases_case USING btree (late_from, org_unit_id, owner_id) WHERE (closed_at IS NULL);
CREATE INDEX cases_open_newest ON public.cases_case USING btree (id) WHERE (closed_at IS NULL);
CREATE INDEX cases_open_soon ON public.cases_case USING btree (endangered_from, late_from, org_unit_id, owner_id) WHERE (closed_at IS NULL);
CREATE INDEX cases_open_stages ON public.cases_case USING btree (stage, org_unit_id, owner_id) WHERE (closed_at IS NULL);
CREATE INDEX cases_queue ON public.cases_case USING btree (owner_id, next_due_at, id) INCLUDE (severity, level) WHERE (closed_at IS NULL);
CREATE INDEX cases_words ON public.cases_casewords USING gin (words) WITH (fastupdate=off);
CREATE INDEX chats_by_sender ON public.chats_thread USING btree (source_id, sender_key) WHERE (NOT ((sender_key)::text = ''::text));
CREATE INDEX chats_by_source ON public.chats_incoming USING btree (source_id, id DESC);
CREATE INDEX chats_incoming_case_id_5706a1cc ON public.chats_incoming USING btree (case_id);
CREATE UNIQUE INDEX chats_incoming_once ON public.chats_incoming USING btree (source_id, key) WHERE (NOT ((state)::text = 'refused'::text));
CREATE INDEX chats_incoming_source_id_1c4bff78 ON public.chats_incoming USING btree (source_id);
CREATE INDEX chats_source_code_3a518cb1_like ON public.chats_source USING btree (code varchar_pattern_ops);
CREATE INDEX chats_source_endpoint_id_dc0c762c ON public.chats_source USING btree (endpoint_id);
CREATE INDEX chats_thread_case_id_b62e4fe2 ON public.chats_thread USING btree (case_id);
CREATE INDEX chats_thread_source_id_43559839 ON public.chats_thread USING btree (source_id);
CREATE INDEX commitments_clock_case ON public.commitments_clock USING btree (case_id);
CREATE INDEX commitments_clock_late ON public.commitments_clock USING btree (late_from) WHERE ((cancelled_at IS NULL) AND (met_at IS NULL));
CREATE UNIQUE INDEX commitments_clock_one_open ON public.commitments_clock USING btree (case_id, code, starts_on) WHERE ((cancelled_at IS NULL) AND (met_at IS NULL));
CREATE INDEX commitments_clock_ringing ON public.commitments_clock USING btree (rings_at) WHERE (rings_at IS NOT NULL);
CREATE INDEX compliance_changes_open ON public.compliance_normchange USING btree (act_by) WHERE (done_at IS NULL);
CREATE INDEX compliance_norm_review_on_91fb2cae ON public.compliance_norm USING btree (review_on);
CREATE INDEX compliance_norm_title_zh_f4ec77ef_like ON public.compliance_norm USING btree (title_zh varchar_pattern_ops);
CREATE INDEX compliance_normchange_norm_id_b54dcd5a ON public.compliance_normchange USING btree (norm_id);
CREATE UNIQUE INDEX consultations_one_open ON public.consultations_referral USING btree (case_id) WHERE (answered_at IS NULL);
CREATE INDEX consultations_referral_case_id_0f6865b1 ON public.consultations_referral USING btree (case_id);
CREATE INDEX consultations_referral_from_member_id_30652447 ON public.consultations_referral USING btree (from_member_id);
CREATE INDEX consultations_referral_to_member_id_53f42a50 ON public.consultations_referral USING btree (to_member_id);
CREATE INDEX contacts_address_customer_id_7ed235d0 ON public.contacts_address USING btree (customer_id);
CREATE INDEX contacts_person_customer_id_4e1dc397 ON public.contacts_person USING btree (customer_id);
CREATE INDEX contacts_person_phone_id_4ce3a0cb ON public.contacts_person USING btree (phone_id);
CREATE UNIQUE INDEX conversation_attached_once ON public.conversation_attachment USING btree (case_id, file_id);
CREATE INDEX conversation_attachment_case_id_8f16f507 ON public.conversation_attachment USING btree (case_id);
CREATE INDEX conversation_attachment_contact_id_638e2273 ON public.conversation_attachment USING btree (contact_id);
CREATE INDEX conversation_attachment_file_id_553027c9 ON public.conversation_attachment USING btree (file_id);
CREATE INDEX conversation_contact_by_member_id_352349b1 ON public.conversation_contact USING btree (by_member_id);
CREATE UNIQUE INDEX conversation_contact_once ON public.conversation_contact USING btree (case_id, client_ref);
CREATE INDEX conversation_of_case ON public.conversation_contact USING btree (case_id, at, id);
CREATE INDEX datarequests_datarequest_customer_id_42388abb ON public.datarequests_datarequest USING btree (customer_id);
CREATE UNIQUE INDEX datarequests_one_open_of_a_kind ON public.datarequests_datarequest USING btree (customer_id, kind) WHERE ((state)::text = 'open'::text);
CREATE INDEX datarequests_open ON public.datarequests_datarequest USING btree (due_on, id) WHERE ((state)::text = 'open'::text);
CREATE INDEX delays_explanation_case_id_ed477760 ON public.delays_explanation USING btree (case_id);
CREATE INDEX delays_explanation_clock_id_b2015493 ON public.delays_explanation USING btree (clock_id);
CREATE INDEX delays_newdate_case_id_785bfae0 ON public.delays_newdate USING btree (case_id);
CREATE INDEX delays_newdate_clock_id_b3cd2a1d ON public.delays_newdate USING btree (clock_id);
CREATE INDEX deliveries_about ON public.deliveries_message USING btree (about, id);
CREATE INDEX deliveries_by_channel ON public.deliveries_message USING btree (channel, last_try_at);
CREATE INDEX deliveries_by_state ON public.deliveries_message USING btree (state, id DESC);
CREATE INDEX deliveries_channelconduct_channel_caae94fc_like ON public.deliveries_channelconduct USING btree (channel varchar_pattern_ops);
CREATE INDEX deliveries_due ON public.deliveries_message USING btree (next_try_at) WHERE (next_try_at IS NOT NULL);
CREATE INDEX deliveries_message_mail_id_ea97ea65_like ON public.deliveries_message USING btree (mail_id varchar_pattern_ops);
CREATE INDEX deliveries_of_unit ON public.deliveries_message USING btree (org_unit_id, id DESC);
CREATE INDEX deliveries_to_endpoint ON public.deliveries_message USING btree (endpoint_id, id DESC) WHERE (endpoint_id IS NOT NULL);
CREATE INDEX deliveries_to_one ON public.deliveries_message USING btree (recipient_index, last_try_at);
CREATE INDEX deliveries_try_message_id_34c24e05 ON public.deliveries_try USING btree (message_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX doubles_by_mark ON public.doubles_marks USING gin (marks) WITH (fastupdate=off);
CREATE INDEX exports_expiring ON public.exports_export USING btree (expires_at) WHERE ((state)::text = 'done'::text);
CREATE INDEX exports_export_file_id_41417d32 ON public.exports_export USING btree (file_id);
CREATE INDEX exports_export_user_id_667d37db ON public.exports_export USING btree (user_id);
CREATE INDEX external_matter_case_id_cb458278 ON public.external_matter USING btree (case_id);
CREATE UNIQUE INDEX external_one_open ON public.external_matter USING btree (case_id, body) WHERE (ended_at IS NULL);
CREATE INDEX external_open ON public.external_matter USING btree (received_at) WHERE (ended_at IS NULL);
CREATE INDEX files_storedfile_sha256_d89381b8 ON public.files_storedfile USING btree (sha256);
CREATE INDEX files_storedfile_sha256_d89381b8_like ON public.files_storedfile USING btree (sha256 varchar_pattern_ops);
CREATE INDEX followups_followup_by_member_id_59d2a8f7 ON public.followups_followup USING btree (by_member_id);
CREATE INDEX followups_followup_case_id_502cbfd8 ON public.followups_followup USING btree (case_id);
CREATE UNIQUE INDEX followups_one_open_per_case ON public.followups_followup USING btree (case_id) WHERE (ended_at IS NULL);
CREATE INDEX followups_open ON public.followups_followup USING btree (planned_at, id) WHERE (ended_at IS NULL);
CREATE INDEX gear_ending ON public.gear_item USING btree (valid_until) WHERE (withdrawn_at IS NULL);
CREATE INDEX gear_item_holder_id_d72bad92 ON public.gear_item USING btree (holder_id);
CREATE INDEX gear_item_number_bc977fd9_like ON public.gear_item USING btree (number varchar_pattern_ops);
CREATE INDEX gear_item_org_unit_id_5c0acedc ON public.gear_item USING btree (org_unit_id);
CREATE INDEX homes_home_customer_id_da61d0ee ON public.homes_home USING btree (customer_id);
CREATE INDEX identity_apitoken_user_id_14231109 ON public.identity_apitoken USING btree (user_id);
CREATE INDEX identity_role_code_1eaaee01_like ON public.identity_role USING btree (code varchar_pattern_ops);
CREATE INDEX identity_user_roles_role_id_7a887c43 ON public.identity_user_roles USING btree (role_id);
CREATE INDEX identity_user_roles_user_id_b4d2db8f ON public.identity_user_roles USING btree (user_id);
CREATE INDEX identity_user_username_e9275a70_like ON public.identity_user USING btree (username varchar_pattern_ops);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX imports_importedcase_case_id_f0df2223 ON public.imports_importedcase USING btree (case_id);
CREATE INDEX imports_importedcase_run_id_4e60eccd ON public.imports_importedcase USING btree (run_id);
CREATE INDEX imports_importrun_created_by_e1499a98 ON public.imports_importrun USING btree (created_by);
CREATE INDEX imports_importrun_file_id_ffdd104a ON public.imports_importrun USING btree (file_id);
CREATE INDEX imports_savedmapping_fingerprint_33c5ba4d_like ON public.imports_savedmapping USING btree (fingerprint varchar_pattern_ops);
CREATE INDEX labels_label_word_58ea055b_like ON public.labels_label USING btree (word varchar_pattern_ops);
CREATE INDEX leads_answer_case_id_c3039521 ON public.leads_answer USING btree (case_id);
CREATE INDEX leads_answer_offer_id_dbbe9ded ON public.leads_answer USING btree (offer_id);
CREATE INDEX leads_follower_case_id_0eea7ac4 ON public.leads_follower USING btree (case_id);
CREATE INDEX leads_follower_lead_id_31b006ed ON public.leads_follower USING btree (lead_id);
CREATE UNIQUE INDEX leads_follows_one_at_a_time ON public.leads_follower USING btree (case_id) WHERE (left_at IS NULL);
CREATE INDEX leads_offer_lead_id_ffff0825 ON public.leads_offer USING btree (lead_id);
CREATE UNIQUE INDEX leads_one_answer_a_case ON public.leads_answer USING btree (offer_id, case_id);
CREATE INDEX ledger_by_day ON public.ledger_entry USING btree ("on");
CREATE INDEX ledger_entry_case_id_0ed08edf ON public.ledger_entry USING btree (case_id);
CREATE INDEX ledger_entry_promise_id_70c79abe ON public.ledger_entry USING btree (promise_id);
CREATE UNIQUE INDEX ledger_paid_once ON public.ledger_entry USING btree (of_id) WHERE ((after_id IS NULL) AND ((move)::text = 'paid'::text));
CREATE UNIQUE INDEX ledger_promised_once ON public.ledger_entry USING btree (resolution_id) WHERE ((move)::text = 'promised'::text);
CREATE INDEX ledger_promises ON public.ledger_entry USING btree (id) WHERE ((move)::text = 'promised'::text);
CREATE UNIQUE INDEX ledger_receipt_once ON public.ledger_entry USING btree (receipt_id, move) WHERE (receipt_id IS NOT NULL);
CREATE UNIQUE INDEX ledger_taken_back_once ON public.ledger_entry USING btree (of_id) WHERE ((move)::text = ANY ((ARRAY['promise_reversed'::character varying, 'payment_reversed'::character varying, 'refunded'::character varying])::text[]));
CREATE INDEX legal_step_case ON public.legal_legalstep USING btree (case_id);
CREATE UNIQUE INDEX legal_step_one_open ON public.legal_legalstep USING btree (case_id, step) WHERE (ended_at IS NULL);
CREATE INDEX mailbox_by_state ON public.mailbox_mail USING btree (state, id DESC);
CREATE INDEX mailbox_mail_case_id_25c0b6c5 ON public.mailbox_mail USING btree (case_id);
CREATE INDEX mailbox_mail_mailbox_id_3e9e83e0 ON public.mailbox_mail USING btree (mailbox_id);
CREATE INDEX memory_stamp_table_17eea8df_like ON public.memory_stamp USING btree ("table" varchar_pattern_ops);
CREATE UNIQUE INDEX merges_a_file_is_merged_once ON public.merges_merge USING btree (lost_id) WHERE (undone_at IS NULL);
CREATE INDEX merges_merge_kept_id_4d4cf459 ON public.merges_merge USING btree (kept_id);
CREATE INDEX merges_merge_lost_id_10b72940 ON public.merges_merge USING btree (lost_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX notices_notice_newest ON public.notices_notice USING btree (user_id, id DESC);
CREATE INDEX notices_notice_unread ON public.notices_notice USING btree (user_id, id DESC) WHERE (read_at IS NULL);
CREATE INDEX organisation_orgunit_code_31b0a79e_like ON public.organisation_orgunit USING btree (code varchar_pattern_ops);
CREATE INDEX organisation_orgunit_parent_id_95b0b3b3 ON public.organisation_orgunit USING btree (parent_id);
CREATE INDEX organisation_orgunit_path ON public.organisation_orgunit USING btree (path varchar_pattern_ops);
CREATE INDEX packages_fault_case_id_723efabc ON public.packages_fault USING btree (case_id);
CREATE UNIQUE INDEX packages_fault_once ON public.packages_fault USING btree (package_id, kind) WHERE (mended_at IS NULL);
CREATE UNIQUE INDEX packages_one_of_a_number ON public.packages_package USING btree (case_id, number);
CREATE INDEX packs_pack_code_6b7b958c_like ON public.packs_pack USING btree (code varchar_pattern_ops);
CREATE UNIQUE INDEX packs_pack_one_fallback ON public.packs_pack USING btree (is_fallback) WHERE is_fallback;
CREATE INDEX packs_packversion_pack_id_56a545ba ON public.packs_packversion USING btree (pack_id);
CREATE INDEX packs_version_in_force ON public.packs_packversion USING btree (pack_id, in_force_from DESC) WHERE ((state)::text = 'in_force'::text);
CREATE UNIQUE INDEX packs_version_one_under_way ON public.packs_packversion USING btree (pack_id) WHERE (NOT ((state)::text = 'in_force'::text));
CREATE INDEX parties_customer_mail ON public.parties_customer USING btree (email_token) WHERE (NOT ((email_token)::text = ''::text));
CREATE INDEX parties_customer_merged ON public.parties_customer USING btree (id) WHERE (NOT (merged_into_id IS NULL));
CREATE INDEX parties_customer_place ON public.parties_customer USING btree (address_token) WHERE (NOT ((address_token)::text = ''::text));
CREATE INDEX parties_disclosure_customer_id_cda90dae ON public.parties_disclosure USING btree (customer_id);
CREATE INDEX parties_disclosure_open ON public.parties_disclosure USING btree (customer_id, user_id, disclosed_until);
CREATE INDEX parties_nameword_customer_id_f6062e40 ON public.parties_nameword USING btree (customer_id);
CREATE INDEX parties_phone_customer_id_882ce81a ON public.parties_phone USING btree (customer_id);
CREATE INDEX parties_phone_tail_index_a8d7d21c ON public.parties_phone USING btree (tail_index);
CREATE INDEX parties_sight_customer_id_bbd534f6 ON public.parties_sight USING btree (customer_id);
CREATE UNIQUE INDEX parts_need_once ON public.parts_need USING btree (order_id, part_id);
CREATE INDEX parts_old_part_kept ON public.parts_oldpart USING btree (place_id) WHERE (ended_at IS NULL);
CREATE INDEX parts_oldpart_order_id_f541c197 ON public.parts_oldpart USING btree (order_id);
CREATE INDEX parts_oldpart_part_id_c532109e ON public.parts_oldpart USING btree (part_id);
CREATE INDEX parts_use_client_ref_33227ad9_like ON public.parts_use USING btree (client_ref varchar_pattern_ops);
CREATE UNIQUE INDEX parts_wait_one_open ON public.parts_wait USING btree (order_id) WHERE (ended_at IS NULL);
CREATE INDEX parts_wait_order_id_5ac2764d ON public.parts_wait USING btree (order_id);
CREATE INDEX pauses_pause_case ON public.pauses_pause USING btree (case_id);
CREATE UNIQUE INDEX pauses_pause_one_open ON public.pauses_pause USING btree (case_id, reason) WHERE (ended_at IS NULL);
CREATE INDEX plans_pool ON public.plans_pooled USING btree (window_from) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX plans_pooled_once ON public.plans_pooled USING btree (work_order_id) WHERE (ended_at IS NULL);
CREATE INDEX plans_pooled_taken_by_id_846e88cc ON public.plans_pooled USING btree (taken_by_id);
CREATE INDEX plans_pooled_work_order_id_a3100724 ON public.plans_pooled USING btree (work_order_id);
CREATE INDEX plans_proposals_of_day ON public.plans_proposal USING btree (day, id DESC);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX products_line_code_dd8a6d7d_like ON public.products_line USING btree (code varchar_pattern_ops);
CREATE INDEX products_model_in_line ON public.products_productmodel USING btree (line_id, brand, code);
CREATE UNIQUE INDEX products_model_once_per_brand ON public.products_productmodel USING btree (brand, upper((code)::text));
CREATE UNIQUE INDEX products_part_once_per_model ON public.products_part USING btree (product_model_id, name);
CREATE INDEX products_part_product_model_id_26a72014 ON public.products_part USING btree (product_model_id);
CREATE INDEX products_productmodel_line_id_259eca9e ON public.products_productmodel USING btree (line_id);
CREATE INDEX quotes_invoice_file_id_0cbf7d86 ON public.quotes_invoice USING btree (file_id);
CREATE INDEX quotes_line_quotation_id_6aa252b0 ON public.quotes_line USING btree (quotation_id);
CREATE UNIQUE INDEX quotes_one_stands ON public.quotes_quotation USING btree (order_id) WHERE (NOT ((state)::text = 'void'::text));
CREATE UNIQUE INDEX quotes_paid_once ON public.quotes_payment USING btree (quotation_id) WHERE (back_at IS NULL);
CREATE INDEX quotes_payment_by_member_id_831b10c6 ON public.quotes_payment USING btree (by_member_id);
CREATE INDEX quotes_payment_client_ref_396d7608_like ON public.quotes_payment USING btree (client_ref varchar_pattern_ops);
CREATE INDEX quotes_payment_quotation_id_cf6ce35f ON public.quotes_payment USING btree (quotation_id);
CREATE INDEX quotes_quotation_client_ref_f4d4528c_like ON public.quotes_quotation USING btree (client_ref varchar_pattern_ops);
CREATE INDEX quotes_quotation_order_id_3ce252a1 ON public.quotes_quotation USING btree (order_id);
CREATE INDEX quotes_to_be_issued ON public.quotes_invoice USING btree (asked_at) WHERE (issued_at IS NULL);
CREATE INDEX receipts_by_age ON public.receipts_receipt USING btree (at);
CREATE INDEX records_findings_appointment_id_32736f5a ON public.records_findings USING btree (appointment_id);
CREATE INDEX records_findings_work_order_id_c9258916 ON public.records_findings USING btree (work_order_id);
CREATE INDEX records_photo_appointment_id_15ff05ab ON public.records_photo USING btree (appointment_id);
CREATE INDEX records_photo_file_id_52ee2829 ON public.records_photo USING btree (file_id);
CREATE INDEX records_photo_work_order_id_32ce1fed ON public.records_photo USING btree (work_order_id);
CREATE INDEX records_signature_appointment_id_423cb065 ON public.records_signature USING btree (appointment_id);
CREATE INDEX records_signature_file_id_2ebc1d65 ON public.records_signature USING btree (file_id);
CREATE INDEX records_signature_work_order_id_398c0836 ON public.records_signature USING btree (work_order_id);
CREATE UNIQUE INDEX records_signed_once ON public.records_signature USING btree (appointment_id);
CREATE INDEX records_stepanswer_appointment_id_8a0c742a ON public.records_stepanswer USING btree (appointment_id);
CREATE INDEX records_stepanswer_work_order_id_2c9958ee ON public.records_stepanswer USING btree (work_order_id);
CREATE INDEX recounts_by_cause ON public.recounts_recount USING btree (why, id DESC);
CREATE INDEX recounts_recount_case_id_81379950 ON public.recounts_recount USING btree (case_id);
CREATE INDEX recycling_appraisal_case_id_6cb97553 ON public.recycling_appraisal USING btree (case_id);
CREATE INDEX recycling_certificate_number_46b763a3_like ON public.recycling_certificate USING btree (number varchar_pattern_ops);
CREATE UNIQUE INDEX recycling_one_live ON public.recycling_appraisal USING btree (case_id) WHERE ((answer)::text = ANY ((ARRAY[''::character varying, 'agreed'::character varying])::text[]));
CREATE INDEX relations_caselink_case_id_b02ddf6d ON public.relations_caselink USING btree (case_id);
CREATE INDEX relations_caselink_other_id_5da2c7d7 ON public.relations_caselink USING btree (other_id);
CREATE UNIQUE INDEX relations_link_once ON public.relations_caselink USING btree (case_id, other_id);
CREATE INDEX repeats_repeat_earlier_id_dbd3b467 ON public.repeats_repeat USING btree (earlier_id);
CREATE INDEX resolutions_approval_resolution_id_7557bfcc ON public.resolutions_approval USING btree (resolution_id);
CREATE INDEX resolutions_carried_out ON public.resolutions_resolution USING btree (carried_out_at DESC) WHERE (carried_out_at IS NOT NULL);
CREATE INDEX resolutions_consent_resolution_id_8ab4c99e ON public.resolutions_consent USING btree (resolution_id);
CREATE INDEX resolutions_finding_by_member_id_ef3c1df8 ON public.resolutions_finding USING btree (by_member_id);
CREATE INDEX resolutions_finding_case_id_ad00e758 ON public.resolutions_finding USING btree (case_id);
CREATE INDEX resolutions_of_case ON public.resolutions_resolution USING btree (case_id, id);
CREATE UNIQUE INDEX resolutions_one_live_at_a_time ON public.resolutions_resolution USING btree (case_id) WHERE ((state)::text = ANY ((ARRAY['awaiting_approval'::character varying, 'offered'::character varying, 'agreed'::character varying])::text[]));
CREATE INDEX resolutions_resolution_by_member_id_bacfcf36 ON public.resolutions_resolution USING btree (by_member_id);
CREATE INDEX resolutions_resolution_case_id_28d5049e ON public.resolutions_resolution USING btree (case_id);
CREATE INDEX retention_legalhold_case_id_07cf0659 ON public.retention_legalhold USING btree (case_id);
CREATE UNIQUE INDEX retention_one_hold_of_a_case ON public.retention_legalhold USING btree (case_id) WHERE (lifted_at IS NULL);
CREATE INDEX retention_sweep_version_id_4f5973b2 ON public.retention_sweep USING btree (version_id);
CREATE INDEX returns_inspection_case_id_992cc99e ON public.returns_inspection USING btree (case_id);
CREATE INDEX reveals_by_user ON public.privacy_reveal USING btree (user_id, at DESC);
CREATE INDEX reveals_of_subject ON public.privacy_reveal USING btree (subject, at DESC);
CREATE INDEX rosters_day_by_date ON public.rosters_rosterday USING btree ("on");
CREATE UNIQUE INDEX rosters_day_once ON public.rosters_rosterday USING btree (member_id, "on");
CREATE INDEX rosters_leave_asked ON public.rosters_leave USING btree (asked_at) WHERE ((state)::text = 'asked'::text);
CREATE INDEX rosters_leave_coming ON public.rosters_leave USING btree (until_at) WHERE ((state)::text = 'approved'::text);
CREATE INDEX rosters_leave_of_member ON public.rosters_leave USING btree (member_id, from_at);
CREATE INDEX rosters_leave_stand_in_id_f21b1abf ON public.rosters_leave USING btree (stand_in_id);
CREATE INDEX settlements_disputes ON public.settlements_dispute USING btree (line_id);
CREATE INDEX settlements_line_corrects_id_1639fad7 ON public.settlements_line USING btree (corrects_id);
CREATE INDEX settlements_line_order_id_9f2a3b84 ON public.settlements_line USING btree (order_id);
CREATE INDEX settlements_line_statement_id_ab719eb5 ON public.settlements_line USING btree (statement_id);
CREATE INDEX settlements_newest ON public.settlements_statement USING btree (since DESC, id DESC);
CREATE UNIQUE INDEX settlements_one_open_dispute ON public.settlements_dispute USING btree (line_id) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX settlements_order_once ON public.settlements_line USING btree (what, order_id) WHERE ((visit_id IS NULL) AND (NOT ((what)::text = 'correction'::text)));
CREATE INDEX settlements_statement_number_4466dad0_like ON public.settlements_statement USING btree (number varchar_pattern_ops);
CREATE UNIQUE INDEX settlements_terms_one_a_day ON public.settlements_termsversion USING btree (station_id, provider, in_force_from) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX settlements_visit_once ON public.settlements_line USING btree (what, visit_id) WHERE (visit_id IS NOT NULL);
CREATE INDEX sign_ins_of_user ON public.sign_ins_signin USING btree (user_id, at DESC);
CREATE INDEX sign_ins_signin_session_key_c8abdc45_like ON public.sign_ins_signin USING btree (session_key varchar_pattern_ops);
CREATE INDEX sign_ins_signin_user_id_8116ea94 ON public.sign_ins_signin USING btree (user_id);
CREATE INDEX signs_judgement_case_id_80bec3a8 ON public.signs_judgement USING btree (case_id);
CREATE INDEX simulations_of_version ON public.simulations_simulation USING btree (version_id, id DESC);
CREATE INDEX simulations_simulation_against_id_4b5b15b7 ON public.simulations_simulation USING btree (against_id);
CREATE INDEX simulations_simulation_version_id_ada2568f ON public.simulations_simulation USING btree (version_id);
CREATE INDEX skills_grant_file_id_60cd7e96 ON public.skills_grant USING btree (file_id);
CREATE INDEX skills_grant_member_id_0cbbc55f ON public.skills_grant USING btree (member_id);
CREATE INDEX skills_grant_skill_id_a0bb9231 ON public.skills_grant USING btree (skill_id);
CREATE INDEX skills_grants_ending ON public.skills_grant USING btree (valid_until) WHERE (withdrawn_at IS NULL);
CREATE INDEX skills_skill_name_13834003_like ON public.skills_skill USING btree (name varchar_pattern_ops);
CREATE UNIQUE INDEX spares_fit_once ON public.spares_fit USING btree (part_id, product_model_id);
CREATE INDEX spares_fit_product_model_id_dc70156d ON public.spares_fit USING btree (product_model_id);
CREATE UNIQUE INDEX spares_part_once ON public.spares_part USING btree (upper((code)::text));
CREATE UNIQUE INDEX spares_place_one_way ON public.spares_place USING btree (kind) WHERE ((kind)::text = 'way'::text);
CREATE UNIQUE INDEX spares_reorder_once ON public.spares_reorderpoint USING btree (place_id, part_id);
CREATE INDEX spares_reorderpoint_part_id_3d00add7 ON public.spares_reorderpoint USING btree (part_id);
CREATE INDEX staff_member_by_name ON public.staff_member USING btree (name_key, id);
CREATE INDEX staff_member_number_c7045e94_like ON public.staff_member USING btree (number varchar_pattern_ops);
CREATE INDEX staff_member_org_unit_id_93c28968 ON public.staff_member USING btree (org_unit_id);
CREATE INDEX staff_member_stand_in_id_8702cac5 ON public.staff_member USING btree (stand_in_id);
CREATE UNIQUE INDEX stores_aside_once ON public.stores_aside USING btree (order_id, stock_id);
CREATE INDEX stores_aside_order_id_4b6be35c ON public.stores_aside USING btree (order_id);
CREATE INDEX stores_aside_stock_id_22648f64 ON public.stores_aside USING btree (stock_id);
CREATE INDEX stores_lot_by_number ON public.stores_lot USING btree (upper((number)::text));
CREATE UNIQUE INDEX stores_lot_once ON public.stores_lot USING btree (part_id, supplier, upper((number)::text));
CREATE INDEX stores_movement_from ON public.stores_movement USING btree (came_from_id, id DESC);
CREATE INDEX stores_movement_of_lot ON public.stores_movement USING btree (lot_id, id DESC);
CREATE INDEX stores_movement_of_part ON public.stores_movement USING btree (part_id, id DESC);
CREATE INDEX stores_movement_order_id_c8ae8c47 ON public.stores_movement USING btree (order_id);
CREATE INDEX stores_movement_to ON public.stores_movement USING btree (went_to_id, id DESC);
CREATE INDEX stores_piece_by_serial ON public.stores_piece USING btree (serial);
CREATE INDEX stores_piece_place_id_8a1cf65c ON public.stores_piece USING btree (place_id);
CREATE INDEX stores_piece_used_for_id_b4d11ed5 ON public.stores_piece USING btree (used_for_id);
CREATE INDEX stores_stock_lot_id_f94c188b ON public.stores_stock USING btree (lot_id);
CREATE UNIQUE INDEX stores_stock_once ON public.stores_stock USING btree (place_id, lot_id);
CREATE INDEX technicians_technician_site_id_4837596a ON public.technicians_technician USING btree (site_id);
CREATE INDEX tills_cash_hand_in_id_290cd977 ON public.tills_cash USING btree (hand_in_id);
CREATE UNIQUE INDEX tills_declared_once_a_day ON public.tills_declared USING btree (member_id, "on") WHERE (hand_in_id IS NULL);
CREATE INDEX tills_hand_ins_of_member ON public.tills_handin USING btree (member_id, id DESC);
CREATE INDEX tills_still_out ON public.tills_cash USING btree (member_id, "on") WHERE ((back_at IS NULL) AND (hand_in_id IS NULL));
CREATE INDEX token_of_user ON public.identity_apitoken USING btree (user_id, created_at DESC);
CREATE INDEX transfers_coming ON public.transfers_transfer USING btree (taker_id) WHERE (ended_at IS NULL);
CREATE INDEX transfers_line_transfer_id_f25131e4 ON public.transfers_line USING btree (transfer_id);
CREATE INDEX transfers_of_giver ON public.transfers_transfer USING btree (giver_id, id DESC);
CREATE INDEX transfers_of_taker ON public.transfers_transfer USING btree (taker_id, id DESC);
CREATE INDEX transfers_transfer_order_id_9864ab0f ON public.transfers_transfer USING btree (order_id);
CREATE INDEX triage_decided ON public.triage_decision USING btree (decided_at);
CREATE UNIQUE INDEX triage_rule_order_is_explicit ON public.triage_triagerule USING btree ("order") WHERE is_active;
CREATE INDEX tries_by_window ON public.sign_ins_try USING btree ("window");
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE UNIQUE INDEX units_proof_file_once ON public.units_prooffile USING btree (unit_id, file_id);
CREATE INDEX units_prooffile_file_id_bc54a745 ON public.units_prooffile USING btree (file_id);
CREATE INDEX units_prooffile_unit_id_ed59ade9 ON public.units_prooffile USING btree (unit_id);
CREATE INDEX units_unit_by_batch ON public.units_unit USING btree (product_model_id, upper((batch)::text)) WHERE (NOT ((batch)::text = ''::text));
CREATE INDEX units_unit_by_order ON public.units_unit USING btree (upper((order_no)::text)) WHERE (NOT ((order_no)::text = ''::text));
CREATE INDEX units_unit_by_serial ON public.units_unit USING btree (upper((serial)::text) text_pattern_ops) WHERE (NOT ((serial)::text = ''::text));
CREATE INDEX units_unit_customer_id_f9eae2e9 ON public.units_unit USING btree (customer_id);
CREATE INDEX units_unit_of_model ON public.units_unit USING btree (product_model_id, id);
CREATE UNIQUE INDEX units_unit_serial_once_per_model ON public.units_unit USING btree (product_model_id, upper((serial)::text)) WHERE (NOT ((serial)::text = ''::text));
CREATE UNIQUE INDEX views_name_once ON public.views_savedview USING btree (owner_id, listing, name);
CREATE INDEX views_savedview_owner_id_7f9f393e ON public.views_savedview USING btree (owner_id);
CREATE INDEX views_savedview_shared_with_id_cf6e78b8 ON public.views_savedview USING btree (shared_with_id);
CREATE UNIQUE INDEX visits_one_open ON public.visits_visit USING btree (case_id) WHERE ((ended_at IS NULL) AND (reference IS NULL));
CREATE INDEX visits_visit_case_id_7c6d6fe4 ON public.visits_visit USING btree (case_id);
CREATE INDEX watch_alerts_newest ON public.watch_alert USING btree (at DESC);
CREATE INDEX watch_readings_by_age ON public.watch_reading USING btree (hour);
CREATE INDEX wordings_wording_code_80ae6a59_like ON public.wordings_wording USING btree (code varchar_pattern_ops);
CREATE INDEX workorders_ended ON public.workorders_workorder USING btree (org_unit_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX workorders_live ON public.workorders_workorder USING btree (org_unit_id, due_at, id) WHERE (NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'called_off'::character varying])::text[])));
CREATE INDEX workorders_newest ON public.workorders_workorder USING btree (org_unit_id, opened_at DESC, id DESC);
CREATE INDEX workorders_workorder_case_id_4d2e3008 ON public.workorders_workorder USING btree (case_id);
CREATE INDEX workorders_workorder_follows_id_c276bc71 ON public.workorders_workorder USING btree (follows_id);
CREATE INDEX workorders_workorder_number_b58a5b8f_like ON public.workorders_workorder USING btree (number varchar_pattern_ops);
CREATE INDEX workorders_workorder_unit_id_479b0f27 ON public.workorders_workorder USING btree (unit_id);
CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse_change();
CREATE TRIGGER audit_entry_stays BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.audit_refuse_change();
CREATE TRIGGER audit_head_is_not_emptied BEFORE TRUNCATE ON public.audit_head FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR UPDATE ON public.audit_head FOR EACH ROW EXECUTE FUNCTION public.audit_head_grows();
CREATE TRIGGER ledger_entry_stays BEFORE DELETE OR UPDATE ON public.ledger_entry FOR EACH ROW EXECUTE FUNCTION public.ledger_refuse_change();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.assignment_caseweight FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.calendars_edition FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.gear_item FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OF user_id, digest, scopes, expires_at, revoked_at OR TRUNCATE ON public.identity_apitoken FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.identity_role FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OF is_active, display_name, username OR TRUNCATE ON public.identity_user FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.identity_user_roles FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.messaging_switch FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.messaging_template FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.organisation_company FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.organisation_orgunit FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.packs_pack FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.packs_packversion FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.rosters_leave FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.rosters_roster FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.rosters_rosterday FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.sites_site FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.skills_grant FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.skills_skill FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.staff_member FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.technicians_technician FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.triage_trainedmodel FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.triage_triagerule FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER memory_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.webhooks_subscription FOR EACH STATEMENT EXECUTE FUNCTION public.memory_changed();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER settlements_line_stays BEFORE INSERT OR DELETE OR UPDATE ON public.settlements_line FOR EACH ROW EXECUTE FUNCTION public.settlements_line_stays();
CREATE TRIGGER settlements_sent_stays BEFORE DELETE ON public.settlements_statement FOR EACH ROW WHEN (((old.state)::text <> 'draft'::text)) EXECUTE FUNCTION public.settlements_refuse_change();
CREATE TRIGGER settlements_sum_stays BEFORE UPDATE ON public.settlements_statement FOR EACH ROW WHEN ((((old.state)::text <> 'draft'::text) AND (((new.state)::text = 'draft'::text) OR ((((((old.number)::text IS DISTINCT FROM (new.number)::text) OR (old.org_unit_id IS DISTINCT FROM new.org_unit_id)) OR (old.since IS DISTINCT FROM new.since)) OR (old.until IS DISTINCT FROM new.until)) OR (old.total_amount IS DISTINCT FROM new.total_amount))))) EXECUTE FUNCTION public.settlements_refuse_change();
CREATE TRIGGER stores_movement_stays BEFORE DELETE OR UPDATE ON public.stores_movement FOR EACH ROW EXECUTE FUNCTION public.stores_refuse_change();
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appointments_appointment
    ADD CONSTRAINT appointments_appoint_moved_from_id_3ecb8614_fk_appointme FOREIGN KEY (moved_from_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appointments_appointment
    ADD CONSTRAINT appointments_appoint_work_order_id_54dd9f7f_fk_workorder FOREIGN KEY (work_order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appointments_day
    ADD CONSTRAINT appointments_day_technician_id_8798d126_fk_staff_member_id FOREIGN KEY (technician_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appointments_seat
    ADD CONSTRAINT appointments_seat_appointment_id_283042d0_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.appointments_seat
    ADD CONSTRAINT appointments_seat_technician_id_22f2a528_fk_staff_member_id FOREIGN KEY (technician_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assignment_handedcase
    ADD CONSTRAINT assignment_handedcas_hand_over_id_0b12baaa_fk_assignmen FOREIGN KEY (hand_over_id) REFERENCES public.assignment_handover(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assignment_handedcase
    ADD CONSTRAINT assignment_handedcase_case_id_47141626_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assignment_handedcase
    ADD CONSTRAINT assignment_handedcase_owner_id_778730fc_fk_staff_member_id FOREIGN KEY (owner_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assignment_handover
    ADD CONSTRAINT assignment_handover_member_id_d7fc768c_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assignment_shortage
    ADD CONSTRAINT assignment_shortage_case_id_366ea726_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.batches_batch
    ADD CONSTRAINT batches_batch_product_model_id_df532ca4_fk_products_ FOREIGN KEY (product_model_id) REFERENCES public.products_productmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendars_ownday
    ADD CONSTRAINT calendars_ownday_calendar_id_ce272e8a_fk_calendars_calendar_id FOREIGN KEY (calendar_id) REFERENCES public.calendars_calendar(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendars_stationhours
    ADD CONSTRAINT calendars_stationhou_calendar_id_c0a07bf6_fk_calendars FOREIGN KEY (calendar_id) REFERENCES public.calendars_calendar(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_contract
    ADD CONSTRAINT carecontracts_contra_customer_id_e7fa1985_fk_parties_c FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_contract
    ADD CONSTRAINT carecontracts_contra_org_unit_id_b1f12915_fk_organisat FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_contract
    ADD CONSTRAINT carecontracts_contra_renews_id_dca5d350_fk_carecontr FOREIGN KEY (renews_id) REFERENCES public.carecontracts_contract(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_covered
    ADD CONSTRAINT carecontracts_covere_contract_id_ca355a9b_fk_carecontr FOREIGN KEY (contract_id) REFERENCES public.carecontracts_contract(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_covered
    ADD CONSTRAINT carecontracts_covered_unit_id_6e06fce4_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_turn
    ADD CONSTRAINT carecontracts_turn_case_id_0ad000b3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_turn
    ADD CONSTRAINT carecontracts_turn_contract_id_406f61f7_fk_carecontr FOREIGN KEY (contract_id) REFERENCES public.carecontracts_contract(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.carecontracts_turn
    ADD CONSTRAINT carecontracts_turn_order_id_0f4ab204_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_customer_id_3e0cf925_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_merged_into_id_1b4320d8_fk_cases_case_id FOREIGN KEY (merged_into_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_org_unit_id_bed93ba9_fk_organisation_orgunit_id FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_owner_id_352cf2f7_fk_staff_member_id FOREIGN KEY (owner_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pack_version_id_946b387d_fk_packs_packversion_id FOREIGN KEY (pack_version_id) REFERENCES public.packs_packversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_repeat_of_id_40a91699_fk_cases_case_id FOREIGN KEY (repeat_of_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_unit_id_f34fc706_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_casewords
    ADD CONSTRAINT cases_casewords_case_id_0bf45fea_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.cases_hold
    ADD CONSTRAINT cases_hold_case_id_2d229623_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_incoming
    ADD CONSTRAINT chats_incoming_case_id_5706a1cc_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_incoming
    ADD CONSTRAINT chats_incoming_source_id_1c4bff78_fk_chats_source_id FOREIGN KEY (source_id) REFERENCES public.chats_source(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_source
    ADD CONSTRAINT chats_source_endpoint_id_dc0c762c_fk_endpoints_endpoint_id FOREIGN KEY (endpoint_id) REFERENCES public.endpoints_endpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_thread
    ADD CONSTRAINT chats_thread_case_id_b62e4fe2_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_thread
    ADD CONSTRAINT chats_thread_source_id_43559839_fk_chats_source_id FOREIGN KEY (source_id) REFERENCES public.chats_source(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.checklists_checklist
    ADD CONSTRAINT checklists_checklist_case_id_34f4c29f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.commitments_clock
    ADD CONSTRAINT commitments_clock_case_id_1aa950e9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.commitments_clock
    ADD CONSTRAINT commitments_clock_pack_version_id_9375cf5e_fk_packs_pac FOREIGN KEY (pack_version_id) REFERENCES public.packs_packversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.compliance_norm
    ADD CONSTRAINT compliance_norm_owner_id_5041702f_fk_identity_user_id FOREIGN KEY (owner_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.compliance_normchange
    ADD CONSTRAINT compliance_normchange_norm_id_b54dcd5a_fk_compliance_norm_id FOREIGN KEY (norm_id) REFERENCES public.compliance_norm(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.consultations_referral
    ADD CONSTRAINT consultations_referr_from_member_id_30652447_fk_staff_mem FOREIGN KEY (from_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.consultations_referral
    ADD CONSTRAINT consultations_referral_case_id_0f6865b1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.consultations_referral
    ADD CONSTRAINT consultations_referral_to_member_id_53f42a50_fk_staff_member_id FOREIGN KEY (to_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.contacts_address
    ADD CONSTRAINT contacts_address_customer_id_7ed235d0_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.contacts_person
    ADD CONSTRAINT contacts_person_customer_id_4e1dc397_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.contacts_person
    ADD CONSTRAINT contacts_person_phone_id_4ce3a0cb_fk_parties_phone_id FOREIGN KEY (phone_id) REFERENCES public.parties_phone(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conversation_attachment
    ADD CONSTRAINT conversation_attachm_contact_id_638e2273_fk_conversat FOREIGN KEY (contact_id) REFERENCES public.conversation_contact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conversation_attachment
    ADD CONSTRAINT conversation_attachment_case_id_8f16f507_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conversation_attachment
    ADD CONSTRAINT conversation_attachment_file_id_553027c9_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conversation_contact
    ADD CONSTRAINT conversation_contact_by_member_id_352349b1_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.conversation_contact
    ADD CONSTRAINT conversation_contact_case_id_2d34ec70_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.datarequests_datarequest
    ADD CONSTRAINT datarequests_datareq_customer_id_42388abb_fk_parties_c FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delays_explanation
    ADD CONSTRAINT delays_explanation_case_id_ed477760_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delays_explanation
    ADD CONSTRAINT delays_explanation_clock_id_b2015493_fk_commitments_clock_id FOREIGN KEY (clock_id) REFERENCES public.commitments_clock(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delays_newdate
    ADD CONSTRAINT delays_newdate_case_id_785bfae0_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.delays_newdate
    ADD CONSTRAINT delays_newdate_clock_id_b3cd2a1d_fk_commitments_clock_id FOREIGN KEY (clock_id) REFERENCES public.commitments_clock(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.deliveries_message
    ADD CONSTRAINT deliveries_message_endpoint_id_301c4339_fk_endpoints FOREIGN KEY (endpoint_id) REFERENCES public.endpoints_endpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.deliveries_try
    ADD CONSTRAINT deliveries_try_message_id_34c24e05_fk_deliveries_message_id FOREIGN KEY (message_id) REFERENCES public.deliveries_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.doubles_marks
    ADD CONSTRAINT doubles_marks_case_id_e4e3bfbe_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.exports_export
    ADD CONSTRAINT exports_export_file_id_41417d32_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.external_matter
    ADD CONSTRAINT external_matter_case_id_cb458278_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followups_followup
    ADD CONSTRAINT followups_followup_by_member_id_59d2a8f7_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followups_followup
    ADD CONSTRAINT followups_followup_case_id_502cbfd8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gear_item
    ADD CONSTRAINT gear_item_holder_id_d72bad92_fk_staff_member_id FOREIGN KEY (holder_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gear_item
    ADD CONSTRAINT gear_item_org_unit_id_5c0acedc_fk_organisation_orgunit_id FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homes_home
    ADD CONSTRAINT homes_home_customer_id_da61d0ee_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_apitoken
    ADD CONSTRAINT identity_apitoken_user_id_14231109_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_user_roles
    ADD CONSTRAINT identity_user_roles_role_id_7a887c43_fk_identity_role_id FOREIGN KEY (role_id) REFERENCES public.identity_role(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.identity_user_roles
    ADD CONSTRAINT identity_user_roles_user_id_b4d2db8f_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_importedcase
    ADD CONSTRAINT imports_importedcase_case_id_f0df2223_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_importedcase
    ADD CONSTRAINT imports_importedcase_run_id_4e60eccd_fk_imports_importrun_id FOREIGN KEY (run_id) REFERENCES public.imports_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_importprogress
    ADD CONSTRAINT imports_importprogress_run_id_5cd79812_fk_imports_importrun_id FOREIGN KEY (run_id) REFERENCES public.imports_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_importrun
    ADD CONSTRAINT imports_importrun_file_id_ffdd104a_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.intake_access
    ADD CONSTRAINT intake_access_case_id_b7b39b5d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.labels_label
    ADD CONSTRAINT labels_label_unit_id_9a8d2491_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_answer
    ADD CONSTRAINT leads_answer_case_id_c3039521_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_answer
    ADD CONSTRAINT leads_answer_offer_id_dbbe9ded_fk_leads_offer_id FOREIGN KEY (offer_id) REFERENCES public.leads_offer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_follower
    ADD CONSTRAINT leads_follower_case_id_0eea7ac4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_follower
    ADD CONSTRAINT leads_follower_lead_id_31b006ed_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead
    ADD CONSTRAINT leads_lead_case_id_147e8f9d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_offer
    ADD CONSTRAINT leads_offer_lead_id_ffff0825_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_after_id_073d8b19_fk_ledger_entry_id FOREIGN KEY (after_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_case_id_0ed08edf_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_granted_by_id_8eb69a7e_fk_staff_member_id FOREIGN KEY (granted_by_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_of_id_55e93d49_fk_ledger_entry_id FOREIGN KEY (of_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_org_unit_id_edba9fbc_fk_organisation_orgunit_id FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_product_model_id_7f5301e9_fk_products_ FOREIGN KEY (product_model_id) REFERENCES public.products_productmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_promise_id_70c79abe_fk_ledger_entry_id FOREIGN KEY (promise_id) REFERENCES public.ledger_entry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_receipt_id_96c93fda_fk_quotes_payment_id FOREIGN KEY (receipt_id) REFERENCES public.quotes_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT ledger_entry_resolution_id_ce87371c_fk_resolutio FOREIGN KEY (resolution_id) REFERENCES public.resolutions_resolution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.legal_legalstep
    ADD CONSTRAINT legal_legalstep_case_id_9ff472c9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.locks_lock
    ADD CONSTRAINT locks_lock_appointment_id_021138de_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailbox_mail
    ADD CONSTRAINT mailbox_mail_case_id_25c0b6c5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mailbox_mail
    ADD CONSTRAINT mailbox_mail_mailbox_id_3e9e83e0_fk_mailbox_mailbox_id FOREIGN KEY (mailbox_id) REFERENCES public.mailbox_mailbox(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.merges_merge
    ADD CONSTRAINT merges_merge_kept_id_4d4cf459_fk_parties_customer_id FOREIGN KEY (kept_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.merges_merge
    ADD CONSTRAINT merges_merge_lost_id_10b72940_fk_parties_customer_id FOREIGN KEY (lost_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_wish
    ADD CONSTRAINT messaging_wish_customer_id_07f6b9b1_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_user_id_62c74e71_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.organisation_orgunit
    ADD CONSTRAINT organisation_orgunit_parent_id_95b0b3b3_fk_organisat FOREIGN KEY (parent_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_consignment
    ADD CONSTRAINT packages_consignment_case_id_edd36755_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_fault
    ADD CONSTRAINT packages_fault_case_id_723efabc_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_fault
    ADD CONSTRAINT packages_fault_package_id_7779b81f_fk_packages_package_id FOREIGN KEY (package_id) REFERENCES public.packages_package(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_package
    ADD CONSTRAINT packages_package_case_id_467627f5_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packs_packversion
    ADD CONSTRAINT packs_packversion_pack_id_56a545ba_fk_packs_pack_id FOREIGN KEY (pack_id) REFERENCES public.packs_pack(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parties_customer
    ADD CONSTRAINT parties_customer_merged_into_id_55135928_fk_parties_customer_id FOREIGN KEY (merged_into_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parties_disclosure
    ADD CONSTRAINT parties_disclosure_customer_id_cda90dae_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parties_nameword
    ADD CONSTRAINT parties_nameword_customer_id_f6062e40_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parties_phone
    ADD CONSTRAINT parties_phone_customer_id_882ce81a_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parties_sight
    ADD CONSTRAINT parties_sight_customer_id_bbd534f6_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_need
    ADD CONSTRAINT parts_need_order_id_2712c2d1_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_need
    ADD CONSTRAINT parts_need_part_id_681ae2bb_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_oldpart
    ADD CONSTRAINT parts_oldpart_order_id_f541c197_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_oldpart
    ADD CONSTRAINT parts_oldpart_part_id_c532109e_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_oldpart
    ADD CONSTRAINT parts_oldpart_place_id_0034a60b_fk_spares_place_id FOREIGN KEY (place_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_use
    ADD CONSTRAINT parts_use_order_id_cbcf5fbf_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.parts_wait
    ADD CONSTRAINT parts_wait_order_id_5ac2764d_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.pauses_pause
    ADD CONSTRAINT pauses_pause_case_id_d0ff1e01_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_pooled
    ADD CONSTRAINT plans_pooled_taken_by_id_846e88cc_fk_staff_member_id FOREIGN KEY (taken_by_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_pooled
    ADD CONSTRAINT plans_pooled_work_order_id_a3100724_fk_workorders_workorder_id FOREIGN KEY (work_order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.products_part
    ADD CONSTRAINT products_part_product_model_id_26a72014_fk_products_ FOREIGN KEY (product_model_id) REFERENCES public.products_productmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.products_productmodel
    ADD CONSTRAINT products_productmodel_line_id_259eca9e_fk_products_line_id FOREIGN KEY (line_id) REFERENCES public.products_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.products_productmodel
    ADD CONSTRAINT products_productmodel_manual_id_2bbaf793_fk_files_storedfile_id FOREIGN KEY (manual_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.proofs_reading
    ADD CONSTRAINT proofs_reading_proof_id_86e4f2f5_fk_units_prooffile_id FOREIGN KEY (proof_id) REFERENCES public.units_prooffile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_invoice
    ADD CONSTRAINT quotes_invoice_file_id_0cbf7d86_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_invoice
    ADD CONSTRAINT quotes_invoice_quotation_id_37aab54b_fk_quotes_quotation_id FOREIGN KEY (quotation_id) REFERENCES public.quotes_quotation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_line
    ADD CONSTRAINT quotes_line_quotation_id_6aa252b0_fk_quotes_quotation_id FOREIGN KEY (quotation_id) REFERENCES public.quotes_quotation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_payment
    ADD CONSTRAINT quotes_payment_by_member_id_831b10c6_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_payment
    ADD CONSTRAINT quotes_payment_quotation_id_cf6ce35f_fk_quotes_quotation_id FOREIGN KEY (quotation_id) REFERENCES public.quotes_quotation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_quotation
    ADD CONSTRAINT quotes_quotation_order_id_3ce252a1_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quotes_quotation
    ADD CONSTRAINT quotes_quotation_price_list_id_7f06abdd_fk_quotes_pricelist_id FOREIGN KEY (price_list_id) REFERENCES public.quotes_pricelist(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_findings
    ADD CONSTRAINT records_findings_appointment_id_32736f5a_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_findings
    ADD CONSTRAINT records_findings_by_member_id_b0d23247_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_findings
    ADD CONSTRAINT records_findings_work_order_id_c9258916_fk_workorder FOREIGN KEY (work_order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_photo
    ADD CONSTRAINT records_photo_appointment_id_15ff05ab_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_photo
    ADD CONSTRAINT records_photo_by_member_id_295213c8_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_photo
    ADD CONSTRAINT records_photo_file_id_52ee2829_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_photo
    ADD CONSTRAINT records_photo_work_order_id_32ce1fed_fk_workorders_workorder_id FOREIGN KEY (work_order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_signature
    ADD CONSTRAINT records_signature_appointment_id_423cb065_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_signature
    ADD CONSTRAINT records_signature_by_member_id_8e33b602_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_signature
    ADD CONSTRAINT records_signature_file_id_2ebc1d65_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_signature
    ADD CONSTRAINT records_signature_work_order_id_398c0836_fk_workorder FOREIGN KEY (work_order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_stepanswer
    ADD CONSTRAINT records_stepanswer_appointment_id_8a0c742a_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_stepanswer
    ADD CONSTRAINT records_stepanswer_by_member_id_7124e59f_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.records_stepanswer
    ADD CONSTRAINT records_stepanswer_work_order_id_2c9958ee_fk_workorder FOREIGN KEY (work_order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.recounts_recount
    ADD CONSTRAINT recounts_recount_case_id_81379950_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.recounts_recount
    ADD CONSTRAINT recounts_recount_clock_id_523a80c1_fk_commitments_clock_id FOREIGN KEY (clock_id) REFERENCES public.commitments_clock(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.recycling_appraisal
    ADD CONSTRAINT recycling_appraisal_case_id_6cb97553_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.recycling_certificate
    ADD CONSTRAINT recycling_certificate_case_id_cf57a093_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.recycling_pickup
    ADD CONSTRAINT recycling_pickup_case_id_0b70f427_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.relations_caselink
    ADD CONSTRAINT relations_caselink_case_id_b02ddf6d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.relations_caselink
    ADD CONSTRAINT relations_caselink_other_id_5da2c7d7_fk_cases_case_id FOREIGN KEY (other_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reminders_telling
    ADD CONSTRAINT reminders_telling_appointment_id_3b2f6193_fk_appointme FOREIGN KEY (appointment_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.repeats_repeat
    ADD CONSTRAINT repeats_repeat_case_id_0bf95bc3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.repeats_repeat
    ADD CONSTRAINT repeats_repeat_earlier_id_dbd3b467_fk_cases_case_id FOREIGN KEY (earlier_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resolutions_approval
    ADD CONSTRAINT resolutions_approval_resolution_id_7557bfcc_fk_resolutio FOREIGN KEY (resolution_id) REFERENCES public.resolutions_resolution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resolutions_consent
    ADD CONSTRAINT resolutions_consent_resolution_id_8ab4c99e_fk_resolutio FOREIGN KEY (resolution_id) REFERENCES public.resolutions_resolution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resolutions_finding
    ADD CONSTRAINT resolutions_finding_by_member_id_ef3c1df8_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resolutions_finding
    ADD CONSTRAINT resolutions_finding_case_id_ad00e758_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resolutions_resolution
    ADD CONSTRAINT resolutions_resolution_by_member_id_bacfcf36_fk_staff_member_id FOREIGN KEY (by_member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resolutions_resolution
    ADD CONSTRAINT resolutions_resolution_case_id_28d5049e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.retention_legalhold
    ADD CONSTRAINT retention_legalhold_case_id_07cf0659_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.retention_sweep
    ADD CONSTRAINT retention_sweep_version_id_4f5973b2_fk_retention FOREIGN KEY (version_id) REFERENCES public.retention_periodsversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_claim
    ADD CONSTRAINT returns_claim_case_id_f4efb51c_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_delivery
    ADD CONSTRAINT returns_delivery_case_id_b0ae09c3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_inspection
    ADD CONSTRAINT returns_inspection_case_id_992cc99e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rights_casefacts
    ADD CONSTRAINT rights_casefacts_case_id_009d3c3b_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rosters_leave
    ADD CONSTRAINT rosters_leave_decided_by_id_a97a4af6_fk_staff_member_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rosters_leave
    ADD CONSTRAINT rosters_leave_member_id_a6ccabb8_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rosters_leave
    ADD CONSTRAINT rosters_leave_stand_in_id_f21b1abf_fk_staff_member_id FOREIGN KEY (stand_in_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rosters_roster
    ADD CONSTRAINT rosters_roster_member_id_1f743a8f_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rosters_rosterday
    ADD CONSTRAINT rosters_rosterday_member_id_85b3074b_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_dispute
    ADD CONSTRAINT settlements_dispute_line_id_85537b04_fk_settlements_line_id FOREIGN KEY (line_id) REFERENCES public.settlements_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_line
    ADD CONSTRAINT settlements_line_corrects_id_1639fad7_fk_settlements_line_id FOREIGN KEY (corrects_id) REFERENCES public.settlements_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_line
    ADD CONSTRAINT settlements_line_order_id_9f2a3b84_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_line
    ADD CONSTRAINT settlements_line_statement_id_ab719eb5_fk_settlemen FOREIGN KEY (statement_id) REFERENCES public.settlements_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_line
    ADD CONSTRAINT settlements_line_terms_id_318e8e1a_fk_settlemen FOREIGN KEY (terms_id) REFERENCES public.settlements_termsversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_line
    ADD CONSTRAINT settlements_line_visit_id_b1173ad7_fk_appointme FOREIGN KEY (visit_id) REFERENCES public.appointments_appointment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_statement
    ADD CONSTRAINT settlements_statemen_org_unit_id_a5eceb7e_fk_organisat FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlements_termsversion
    ADD CONSTRAINT settlements_termsver_station_id_03ac118f_fk_organisat FOREIGN KEY (station_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sign_ins_signin
    ADD CONSTRAINT sign_ins_signin_user_id_8116ea94_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.signs_judgement
    ADD CONSTRAINT signs_judgement_case_id_80bec3a8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.simulations_simulation
    ADD CONSTRAINT simulations_simulati_against_id_4b5b15b7_fk_packs_pac FOREIGN KEY (against_id) REFERENCES public.packs_packversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.simulations_simulation
    ADD CONSTRAINT simulations_simulati_version_id_ada2568f_fk_packs_pac FOREIGN KEY (version_id) REFERENCES public.packs_packversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sites_site
    ADD CONSTRAINT sites_site_org_unit_id_f7d16d54_fk_organisation_orgunit_id FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.skills_grant
    ADD CONSTRAINT skills_grant_file_id_60cd7e96_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.skills_grant
    ADD CONSTRAINT skills_grant_member_id_0cbbc55f_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.skills_grant
    ADD CONSTRAINT skills_grant_skill_id_a0bb9231_fk_skills_skill_id FOREIGN KEY (skill_id) REFERENCES public.skills_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.spares_fit
    ADD CONSTRAINT spares_fit_part_id_0be280ff_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.spares_fit
    ADD CONSTRAINT spares_fit_product_model_id_dc70156d_fk_products_ FOREIGN KEY (product_model_id) REFERENCES public.products_productmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.spares_place
    ADD CONSTRAINT spares_place_member_id_74076fea_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.spares_place
    ADD CONSTRAINT spares_place_org_unit_id_f81b8be7_fk_organisation_orgunit_id FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.spares_reorderpoint
    ADD CONSTRAINT spares_reorderpoint_part_id_3d00add7_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.spares_reorderpoint
    ADD CONSTRAINT spares_reorderpoint_place_id_02a6e27b_fk_spares_place_id FOREIGN KEY (place_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_face
    ADD CONSTRAINT staff_face_file_id_502caec4_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_face
    ADD CONSTRAINT staff_face_member_id_70d7a9a8_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_org_unit_id_93c28968_fk_organisation_orgunit_id FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_stand_in_id_8702cac5_fk_staff_member_id FOREIGN KEY (stand_in_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_member
    ADD CONSTRAINT staff_member_user_id_f45ddd23_fk_identity_user_id FOREIGN KEY (user_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_aside
    ADD CONSTRAINT stores_aside_order_id_4b6be35c_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_aside
    ADD CONSTRAINT stores_aside_stock_id_22648f64_fk_stores_stock_id FOREIGN KEY (stock_id) REFERENCES public.stores_stock(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_lot
    ADD CONSTRAINT stores_lot_part_id_db1887dd_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_came_from_id_693ee254_fk_spares_place_id FOREIGN KEY (came_from_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_lot_id_fce093db_fk_stores_lot_id FOREIGN KEY (lot_id) REFERENCES public.stores_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_order_id_c8ae8c47_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_part_id_dd52bf20_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_piece_id_e8934dcf_fk_stores_piece_id FOREIGN KEY (piece_id) REFERENCES public.stores_piece(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_movement
    ADD CONSTRAINT stores_movement_went_to_id_a75aba29_fk_spares_place_id FOREIGN KEY (went_to_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_piece
    ADD CONSTRAINT stores_piece_lot_id_093a57eb_fk_stores_lot_id FOREIGN KEY (lot_id) REFERENCES public.stores_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_piece
    ADD CONSTRAINT stores_piece_part_id_3194157e_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_piece
    ADD CONSTRAINT stores_piece_place_id_8a1cf65c_fk_spares_place_id FOREIGN KEY (place_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_piece
    ADD CONSTRAINT stores_piece_used_for_id_b4d11ed5_fk_workorders_workorder_id FOREIGN KEY (used_for_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_stock
    ADD CONSTRAINT stores_stock_lot_id_f94c188b_fk_stores_lot_id FOREIGN KEY (lot_id) REFERENCES public.stores_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.stores_stock
    ADD CONSTRAINT stores_stock_place_id_6481aa74_fk_spares_place_id FOREIGN KEY (place_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.technicians_technician
    ADD CONSTRAINT technicians_technician_member_id_be99cc31_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.technicians_technician
    ADD CONSTRAINT technicians_technician_site_id_4837596a_fk_sites_site_id FOREIGN KEY (site_id) REFERENCES public.sites_site(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_cash
    ADD CONSTRAINT tills_cash_hand_in_id_290cd977_fk_tills_handin_id FOREIGN KEY (hand_in_id) REFERENCES public.tills_handin(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_cash
    ADD CONSTRAINT tills_cash_member_id_4bf6d446_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_cash
    ADD CONSTRAINT tills_cash_order_id_842b06b5_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_cash
    ADD CONSTRAINT tills_cash_payment_id_7164c984_fk_quotes_payment_id FOREIGN KEY (payment_id) REFERENCES public.quotes_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_declared
    ADD CONSTRAINT tills_declared_hand_in_id_3db98a9a_fk_tills_handin_id FOREIGN KEY (hand_in_id) REFERENCES public.tills_handin(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_declared
    ADD CONSTRAINT tills_declared_member_id_41491a56_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tills_handin
    ADD CONSTRAINT tills_handin_member_id_3d13d6ef_fk_staff_member_id FOREIGN KEY (member_id) REFERENCES public.staff_member(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_lot_id_8e4c7681_fk_stores_lot_id FOREIGN KEY (lot_id) REFERENCES public.stores_lot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_part_id_b16f9462_fk_spares_part_id FOREIGN KEY (part_id) REFERENCES public.spares_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_line
    ADD CONSTRAINT transfers_line_transfer_id_f25131e4_fk_transfers_transfer_id FOREIGN KEY (transfer_id) REFERENCES public.transfers_transfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_giver_id_253742c0_fk_spares_place_id FOREIGN KEY (giver_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_order_id_9864ab0f_fk_workorders_workorder_id FOREIGN KEY (order_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transfers_transfer
    ADD CONSTRAINT transfers_transfer_taker_id_ceca648e_fk_spares_place_id FOREIGN KEY (taker_id) REFERENCES public.spares_place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triage_decision
    ADD CONSTRAINT triage_decision_proposal_id_36be7f0e_fk_triage_proposal_case_id FOREIGN KEY (proposal_id) REFERENCES public.triage_proposal(case_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.triage_proposal
    ADD CONSTRAINT triage_proposal_case_id_56062702_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.units_prooffile
    ADD CONSTRAINT units_prooffile_file_id_bc54a745_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.units_prooffile
    ADD CONSTRAINT units_prooffile_unit_id_ed59ade9_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_customer_id_f9eae2e9_fk_parties_customer_id FOREIGN KEY (customer_id) REFERENCES public.parties_customer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.units_unit
    ADD CONSTRAINT units_unit_product_model_id_d21b1ff8_fk_products_ FOREIGN KEY (product_model_id) REFERENCES public.products_productmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_owner_id_7f9f393e_fk_identity_user_id FOREIGN KEY (owner_id) REFERENCES public.identity_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_shared_with_id_cf6e78b8_fk_organisat FOREIGN KEY (shared_with_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_case_id_7c6d6fe4_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.webhooks_subscription
    ADD CONSTRAINT webhooks_subscriptio_endpoint_id_58c86b57_fk_endpoints FOREIGN KEY (endpoint_id) REFERENCES public.endpoints_endpoint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workorders_workorder
    ADD CONSTRAINT workorders_workorder_case_id_4d2e3008_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workorders_workorder
    ADD CONSTRAINT workorders_workorder_follows_id_c276bc71_fk_workorder FOREIGN KEY (follows_id) REFERENCES public.workorders_workorder(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workorders_workorder
    ADD CONSTRAINT workorders_workorder_org_unit_id_9e3a4702_fk_organisat FOREIGN KEY (org_unit_id) REFERENCES public.organisation_orgunit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workorders_workorder
    ADD CONSTRAINT workorders_workorder_unit_id_479b0f27_fk_units_unit_id FOREIGN KEY (unit_id) REFERENCES public.units_unit(id) DEFERRABLE INITIALLY DEFERRED;
INSERT INTO public.django_migrations (app, name, applied) VALUES ('identity', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0002_email_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0003_alter_emailaddress_create_unique_verified_email', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0004_alter_emailaddress_drop_unique_email', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0005_emailaddress_idx_upper_email', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0006_emailaddress_lower', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0007_emailaddress_idx_email', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0008_emailaddress_unique_primary_email_fixup', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('account', '0009_emailaddress_unique_primary_email', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('products', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parties', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('units', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('units', '0002_facts_of_the_purchase', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('products', '0002_parts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parties', '0002_sight', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parties', '0003_one_file', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('files', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('units', '0003_proofs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parties', '0004_parts_of_names', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('units', '0004_found_by_model', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('organisation', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('memory', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('organisation', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('organisation', '0003_company', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('staff', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('staff', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parties', '0005_customer_erased_at', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('packs', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('packs', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('packs', '0003_drafts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('packs', '0004_risk', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0002_sight', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0003_open_counts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0004_danger', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0005_lists_at_scale', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0006_again', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0007_open_grades', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0008_narrower', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0009_shared_out', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('workorders', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('rosters', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('rosters', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('rosters', '0003_leave_never_overlaps', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('appointments', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('appointments', '0002_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('appointments', '0003_seats_of_days', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('appointments', '0004_over', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('appointments', '0005_declined', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('assignment', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('assignment', '0002_hand_overs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('assignment', '0003_weights', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0002_append_only', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0003_register_stays', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0004_one_call', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0005_words', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0006_in_one_statement', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0007_narrower', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('audit', '0008_entries_at_once', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('contenttypes', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('contenttypes', '0002_remove_content_type_name', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0002_alter_permission_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0003_alter_user_email_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0004_alter_user_username_opts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0005_alter_user_last_login_null', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0006_require_contenttypes_0002', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0007_alter_validators_add_error_messages', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0008_alter_user_username_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0009_alter_user_last_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0010_alter_group_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0011_update_proxy_permissions', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0012_alter_user_first_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0002_auto_20151217_2044', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0003_auto_20160322_0929', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0004_auto_20181024_1538', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0005_remove_accessattempt_trusted', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0006_remove_accesslog_trusted', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0007_alter_accessattempt_unique_together', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0008_accessfailurelog', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0009_add_session_hash', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0010_accessattemptexpiration', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('batches', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('calendars', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('calendars', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('calendars', '0003_calendar_later_stationhours_later', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('carecontracts', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '0010_case_erased_at', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('endpoints', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('chats', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('checklists', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('commitments', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('commitments', '0002_danger', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('compliance', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('compliance', '0002_last_review', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('consultations', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('contacts', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('contacts', '0002_found_by_name', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('conversation', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('datarequests', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('delays', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('deliveries', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('deliveries', '0002_channels_of_people', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('deliveries', '0003_endpoints_and_tries', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('deliveries', '0004_message_until', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('doubles', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('files', '0002_storedfile_looks', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('exports', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('external', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('followups', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('gear', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('gear', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('homes', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('identity', '0002_role_edited', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('identity', '0003_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('imports', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('imports', '0002_targets', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('imports', '0003_part_lists', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('intake', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('labels', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('leads', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('resolutions', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('resolutions', '0002_like_cases', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('resolutions', '0003_money', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('quotes', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('quotes', '0002_taken_by', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('products', '0003_productmodel_manual', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('ledger', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('ledger', '0002_append_only', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('ledger', '0003_receipts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('ledger', '0004_receipts_before', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('legal', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('locks', '0001_locks', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('mailbox', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('mailbox', '0002_fresh_from', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('mailbox', '0003_connected_at', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('merges', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0003_news', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0004_unwanted', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0005_visits_that_come', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0006_fields_of_templates', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('mfa', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('mfa', '0002_authenticator_timestamps', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('mfa', '0003_authenticator_type_uniq', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('notices', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('notices', '0002_one_index_a_user', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('packages', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parties', '0006_no_index_of_regions', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('spares', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('parts', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('pauses', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('plans', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('plans', '0002_tries', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('privacy', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0002_drop_started_at_column', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0003_drop_started_at_column', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0004_drop_procrastinate_version_table', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0005_fix_procrastinate_fetch_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0006_fix_trigger_status_events_insert', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0007_add_queueing_lock_column', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0008_close_fetch_job_race_condition', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0009_add_defer_job_function', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0010_add_procrastinate_periodic_defers', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0011_add_foreign_key_index', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0012_add_locks_to_periodic_defer', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0013_fix_procrastinate_defer_periodic_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0014_add_finish_job_and_retry_job_functions', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0015_add_trigger_on_job_deletion', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0016_delete_finished_jobs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0017_add_checks_to_finish_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0018_add_checks_to_retry_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0019_fix_finish_job_compat_issue', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0020_add_index_on_procrastinate_jobs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0021_add_kwargs_to_defer_periodic_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0022_null_locks_excluded', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0023_remove_old_finish_job_function', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0024_job_id_bigint', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0025_add_models', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0026_add_job_priority', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0027_add_periodic_job_priority', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0028_add_cancel_states', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0029_add_additional_params_to_retry_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0030_alter_procrastinateevent_options', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0031_add_indexes_for_fetch_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0032_pre_cancel_notification', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0033_post_cancel_notification', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0034_pre_add_heartbeat', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0035_post_add_heartbeat', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0036_add_worker_model', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0037_pre_batch_defer_jobs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0038_post_batch_defer_jobs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0039_pre_priority_lock_fetch_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0040_pre_retry_failed_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('procrastinate', '0041_post_retry_failed_job', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('proofs', '0001_proofs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('quotes', '0003_invoice_files', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('receipts', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('records', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('recounts', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('recycling', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('relations', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('reminders', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('repeats', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('resolutions', '0004_taken_back', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('retention', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('returns', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('revisions', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('rights', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('rights', '0002_proof', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('sessions', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('settlements', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('settlements', '0002_frozen', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('sign_ins', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('signs', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('simulations', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('sites', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('sites', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('skills', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('skills', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('staff', '0003_face', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('spares', '0002_the_way', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('stores', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('stores', '0002_append_only', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('technicians', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('technicians', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('workorders', '0002_ended', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('tills', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('tills', '0002_declared', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('transfers', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('triage', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('triage', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('triage', '0003_trained_models', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('views', '0001_first', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('views', '0002_listing', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('visits', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('visits', '0002_told_by_bookings', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('visits', '0003_declined', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('visits', '0004_ended_by_order', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('watch', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('webhooks', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('webhooks', '0002_remembered', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('wordings', '0001_initial', now());
