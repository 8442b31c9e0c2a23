#pragma once

#include "json.h"

#include <string>
#include <string_view>

namespace gateway::json {

/// The value in `root` that the JSON Pointer of a URI fragment (what follows its "#") points to: "/a/0/b~1c",
/// percent-encoded; "" is the root. Null: there is none. Valid as long as `root`. Source: RFC 6901 §3 to §6; other than
/// there, a "~" without 0 or 1 stands for itself. Pure.
const Json* pointedTo(const Json& root, std::string_view fragment);

/// A URI fragment without its percent-encoding: "a%20b" becomes "a b"; invalid escapes are unchanged. Pure.
std::string fragmentText(std::string_view fragment);

} // namespace gateway::json
