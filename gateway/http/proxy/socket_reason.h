#pragma once

#include "gateway/core/text/sentence.h"

#include <QAbstractSocket>
#include <QNetworkProxy>

namespace gateway::http {

/// Why a socket did not get to its host: `proxy` is the one that it was to be reached through. Any thread.
Sentence socketReason(QAbstractSocket::SocketError code, const QNetworkProxy& proxy);

/// `code` of a socket that was connected to a proxy as if that were the host.
QAbstractSocket::SocketError atProxy(QAbstractSocket::SocketError code);

} // namespace gateway::http
