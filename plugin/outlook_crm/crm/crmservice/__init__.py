"""CRM-service (crmservice.com): what it says on the wire, one small module per operation."""
