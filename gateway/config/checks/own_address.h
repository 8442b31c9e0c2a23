#pragma once

#include "gateway/config/settings/settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Whether a base URL leads back to a listening address of this gateway: a host that is recognisable as this machine
/// without a lookup (localhost, 127.0.0.0/8, ::1, the listening address), with one of its ports. Any thread.
bool isOwnUrl(std::string_view url, const ListenSettings& listen);
/// The same for actual listening addresses, such as "http://127.0.0.1:8080".
bool isOwnUrl(std::string_view url, const std::vector<std::string>& listensAt);

} // namespace gateway::config
