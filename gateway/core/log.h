#pragma once

#include <QLoggingCategory>

namespace gateway {

// One category per room, "gateway.http" and so on. Lines about requests contain the exchange id. Never log a key, a
// header value or a body.
Q_DECLARE_LOGGING_CATEGORY(logHttp)
Q_DECLARE_LOGGING_CATEGORY(logConfig)
Q_DECLARE_LOGGING_CATEGORY(logSecrets)
Q_DECLARE_LOGGING_CATEGORY(logProviders)
Q_DECLARE_LOGGING_CATEGORY(logRouting)
Q_DECLARE_LOGGING_CATEGORY(logUsage)
Q_DECLARE_LOGGING_CATEGORY(logExchange)
Q_DECLARE_LOGGING_CATEGORY(logHost)

} // namespace gateway
