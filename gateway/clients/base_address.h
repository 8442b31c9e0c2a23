#pragma once

#include "gateway/core/json/json.h"

#include <string>
#include <vector>

namespace gateway::clients {

// The gateway's address in files of clients, "http://127.0.0.1:8080": without a path. Pure; any thread.

/// Where clients of this machine reach a gateway that listens at `address`.
std::string baseFor(const std::string& address, int port);

/// `base` as a set-up writes it, whichever name of this machine it has: as a number, which reaches the gateway also where
/// only one of the two addresses of "localhost" is listened at.
std::string usualBase(const std::string& base);

/// `base` with each name of this machine, if it has one of them; else `base` alone.
std::vector<std::string> spellingsOf(const std::string& base);

bool isSameBase(const std::string& base, const std::string& other);

/// Whether what leads to `base` misses the gateway at `here`; false where that is empty: it does not listen.
bool missesBase(const std::string& base, const std::string& here);

/// Whether a text anywhere in `value` is an address at `base`, with whatever path.
bool leadsTo(const Json& value, const std::string& base);

} // namespace gateway::clients
