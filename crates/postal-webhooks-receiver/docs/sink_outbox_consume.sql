-- 1. In a transaction, take what is next and nobody else has in hand.
SELECT id, source, uuid, replay, event, class, signed_at, received_at, body
FROM postal_outbox WHERE consumed_at IS NULL ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED;

-- 2. In the same transaction, make the changes of the application. Then mark what was taken, by
-- the ids, as the last statement before COMMIT. If anything fails, roll back: nothing is consumed.
UPDATE postal_outbox SET consumed_at = now() WHERE id = ANY ($1);

-- 3. Once a day, delete what can come no more.
DELETE FROM postal_outbox WHERE consumed_at < now() - interval '90 days';
