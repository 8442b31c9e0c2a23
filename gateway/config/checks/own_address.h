#pragma once

#include "gateway/config/settings/settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Whether a base URL leads back to what listens here: a host that is this machine by its name alone (localhost,
/// 127.0.0.0/8, ::1, the address that is listened on), and one of its ports. Any thread.
bool isOwnUrl(std::string_view url, const ListenSettings& listen);
/// The same of what is listened at, such as "http://127.0.0.1:8080".
bool isOwnUrl(std::string_view url, const std::vector<std::string>& listensAt);

} // namespace gateway::config
