"""What Changes, Forward plan, Meetings and actions, and Pack are put together from."""
