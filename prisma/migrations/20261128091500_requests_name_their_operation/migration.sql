-- A request says by its key which operation it is for: several of them can take one permission. Processes of the version before
-- leave it out (lib/approvals/request-key.ts).
ALTER TABLE approval_request ADD COLUMN operation text;
UPDATE approval_request SET operation = CASE function
    WHEN 'user:create' THEN 'company.create_user'
    WHEN 'user:edit' THEN 'company.edit_user'
    WHEN 'temporary_password:reissue' THEN 'company.reissue_temporary_password'
    WHEN 'second_factor:remove' THEN 'company.remove_user_factors'
    WHEN 'user:reactivate' THEN 'company.reactivate_user'
    WHEN 'approval_rule:edit' THEN 'approvals.set_decidable_rules'
    WHEN 'usage:export' THEN 'billing.open_usage'
    WHEN 'right:grant' THEN CASE
      WHEN input ? 'answers' THEN 'approvals.give_right'
      WHEN input ? 'draft' THEN 'grants.apply_change'
      ELSE 'grants.appoint_substitute' END
  END
  WHERE kind = 'operation';
