#include "log.h"

namespace gateway {

Q_LOGGING_CATEGORY(logHttp, "gateway.http", QtInfoMsg)
Q_LOGGING_CATEGORY(logConfig, "gateway.config", QtInfoMsg)
Q_LOGGING_CATEGORY(logSecrets, "gateway.secrets", QtInfoMsg)
Q_LOGGING_CATEGORY(logProviders, "gateway.providers", QtInfoMsg)
Q_LOGGING_CATEGORY(logRouting, "gateway.routing", QtInfoMsg)
Q_LOGGING_CATEGORY(logUsage, "gateway.usage", QtInfoMsg)
Q_LOGGING_CATEGORY(logExchange, "gateway.exchange", QtInfoMsg)
Q_LOGGING_CATEGORY(logHost, "gateway.host", QtInfoMsg)

} // namespace gateway
