-- Whoever goes from the assistant to an agent says nothing twice (SUP-01, TCH-02).
alter table conversation add column assistant text constraint conversation_assistant_dit check (length(assistant) between 1 and 10000);
comment on column conversation.assistant is 'What was said to the assistant before, if whoever asks gave it to the agent.';
