"""What Load, Quality, Reconciliation and Definitions are put together from."""
