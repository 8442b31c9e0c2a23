#pragma once

#include "gateway/config/settings/settings.h"

#include <string_view>

namespace gateway::config {

/// Whether a base URL leads back to what listens here: a host that is this machine by its name alone (localhost,
/// 127.0.0.0/8, ::1, the address that is listened on), and one of its ports. Any thread.
bool isOwnUrl(std::string_view url, const ListenSettings& listen);

} // namespace gateway::config
