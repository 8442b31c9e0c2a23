#pragma once

#include <QByteArray>

#include <string_view>

namespace gateway::host {

/// `bytes` as one member of gzip (RFC 1952); empty where there is no memory for that. Any thread.
QByteArray gzipped(std::string_view bytes);

} // namespace gateway::host
