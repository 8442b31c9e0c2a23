#pragma once

#include "gateway/core/text/sentence.h"

#include <QAbstractSocket>
#include <QNetworkProxy>

namespace gateway::http {

/// Why a socket could not reach its host through `proxy`. Any thread.
Sentence socketReason(QAbstractSocket::SocketError code, const QNetworkProxy& proxy);

/// Translates the `code` of a socket whose host is a proxy.
QAbstractSocket::SocketError atProxy(QAbstractSocket::SocketError code);

} // namespace gateway::http
