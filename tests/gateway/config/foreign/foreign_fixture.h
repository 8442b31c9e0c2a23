#pragma once

#include "gateway/config/foreign/conversion.h"
#include "gateway/providers/catalog.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A file of tests/data/foreign.
std::string foreignFile(const std::string& name);
/// The files that an export reproduces unchanged.
std::vector<std::string> foreignFiles();

/// An import that must succeed.
gateway::config::foreign::Conversion imported(
    std::string_view text, std::optional<gateway::config::foreign::Program> from = {});
/// The error of an import; empty if it succeeded.
std::string refusal(std::string_view text, std::optional<gateway::config::foreign::Program> from = {});

/// An export that must succeed.
gateway::config::foreign::Exported exported(const gateway::config::Settings& settings,
    gateway::config::foreign::Program to, const std::vector<std::string>& routes = {});

/// Whether there is a note at `path` whose text contains `what`.
bool hasNote(
    const std::vector<gateway::config::foreign::Note>& notes, std::string_view path, std::string_view what = {});
std::vector<std::string> linesOf(const std::vector<gateway::config::foreign::Note>& notes);

/// The built-in catalog.
const gateway::providers::Catalog& catalog();

/// The settings as written to the configuration file, for messages and comparison.
std::string fileOf(const gateway::config::Settings& settings);

} // namespace test
