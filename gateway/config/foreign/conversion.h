#pragma once

#include "gateway/config/foreign/reading/export_log.h"
#include "gateway/config/foreign/reading/findings.h"
#include "gateway/config/foreign/reading/guarded_route.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config::foreign {

/// Another gateway, whose configuration can be taken over and written.
enum class Program { Apisix, Higress };

/// "apisix", "higress".
std::string_view toText(Program program);
std::optional<Program> program(std::string_view text);

/// A configuration in this program's terms.
struct Conversion {
    Settings settings; ///< providers, routes and consumers; the rest has its defaults
    std::vector<Note> notes;
    std::vector<Outcome> outcomes; ///< the three lists, one behind the other: each object of the document in one of them
    std::vector<MetSecret> secrets; ///< each reference once
    std::vector<std::string> assumed; ///< ids of providers that the document only names: made up of their names
    std::vector<GuardedRoute> guarded; ///< the routes of the document that held callers back, on or not
};

/// Reads a configuration of `from`, in JSON or YAML; without it, of the program that
/// the fields are of. Pure; any thread.
/// Errors: InvalidRequest, whose message names the path and what would be right.
Result<Conversion> importText(std::string_view text, std::optional<Program> from);

/// A configuration in the other program's terms. It never holds a secret.
struct Exported {
    std::string text; ///< JSON that `importText()` reads
    std::vector<Note> notes; ///< their paths are of this program's configuration
};

struct ExportOptions {
    std::vector<std::string> routes; ///< ids of those to write, with their providers and consumers; empty: all
    /// Where a provider is; without it, what its settings say counts.
    std::function<ProviderAddress(const ProviderSettings&)> addressOf = {};
};

/// Pure; any thread. Errors: InvalidRequest if there is no route of such an id.
Result<Exported> exportText(const Settings& settings, Program to, const ExportOptions& options = {});

} // namespace gateway::config::foreign
