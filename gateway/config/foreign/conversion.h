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

/// Another gateway whose configuration can be imported and exported.
enum class Program { Apisix, Higress };

/// "apisix", "higress".
std::string_view toText(Program program);
std::optional<Program> program(std::string_view text);

/// A configuration converted to this program's format.
struct Conversion {
    Settings settings; ///< providers, routes and consumers; everything else has its defaults
    std::vector<Note> notes;
    std::vector<Outcome> outcomes; ///< of all three lists in sequence: each object of the document is in one of them
    std::vector<MetSecret> secrets; ///< each reference once
    std::vector<std::string> assumed; ///< ids of providers that the document only names: created from their names
    std::vector<GuardedRoute> guarded; ///< routes of the document that restricted callers, enabled or not
};

/// Reads a configuration of `from` in JSON or YAML; without `from`, the program is detected by the fields. Pure; any
/// thread.
/// Errors: InvalidRequest, whose message names the path and what would be right.
Result<Conversion> importText(std::string_view text, std::optional<Program> from);

/// A configuration in the other program's format. Contains no secrets.
struct Exported {
    std::string text; ///< JSON that `importText()` reads
    std::vector<Note> notes; ///< with paths in this program's configuration
};

struct ExportOptions {
    std::vector<std::string> routes; ///< ids of the routes to write, with their providers and consumers; empty: all
    /// Returns the address of a provider; if not set, its settings are used.
    std::function<ProviderAddress(const ProviderSettings&)> addressOf = {};
};

/// Pure; any thread. Errors: InvalidRequest for an unknown route id.
Result<Exported> exportText(const Settings& settings, Program to, const ExportOptions& options = {});

} // namespace gateway::config::foreign
