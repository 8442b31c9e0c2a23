#pragma once

#include "gateway/config/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace test {

/// A file of tests/data.
std::string testData(std::string_view name);

/// A document that must be valid.
gateway::config::Document parsed(std::string_view text);

/// Each issue as its line. Fails where one has no Chinese words.
std::vector<std::string> linesOf(const std::vector<gateway::config::Issue>& issues);

/// The same of a file. Checks that it is refused where one of them is an error, and only there.
std::vector<std::string> issuesIn(std::string_view text);

/// A file with one provider, `deepseek`, and what a row adds to it.
std::string withTop(const std::string& more);

} // namespace test
