#pragma once

#include "gateway/core/json/json.h"

#include <string>
#include <vector>

namespace gateway::clients {

// The gateway's address in client files, "http://127.0.0.1:8080": without a path. Pure; any thread.

/// The base URL under which local clients reach a gateway that listens at `address`.
std::string baseFor(const std::string& address, int port);

/// `base` as a set-up writes it, whichever name of this machine it uses: with a numeric address, which works even if
/// the gateway listens on only one of the two addresses of "localhost".
std::string usualBase(const std::string& base);

/// `base` with each name of this machine, if it uses one of them; otherwise only `base`.
std::vector<std::string> spellingsOf(const std::string& base);

bool isSameBase(const std::string& base, const std::string& other);

/// Whether requests to `base` do not reach the gateway at `here`; false if that is empty: it is not listening.
bool missesBase(const std::string& base, const std::string& here);

/// Whether any string in `value` is a URL below `base`.
bool leadsTo(const Json& value, const std::string& base);

} // namespace gateway::clients
