"""The health check: 200 while the database answers, 500 when it does not."""

from health_check.checks import Database
from health_check.views import HealthCheckView

healthz = HealthCheckView.as_view(checks=[Database])
