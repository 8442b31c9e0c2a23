#pragma once

#include <QByteArray>

#include <string_view>

namespace gateway::host {

/// Compresses `bytes` to one gzip member (RFC 1952); empty if memory is insufficient. Any thread.
QByteArray gzipped(std::string_view bytes);

} // namespace gateway::host
