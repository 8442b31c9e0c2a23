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

/// One line per issue. Fails if one has no Chinese translation.
std::vector<std::string> linesOf(const std::vector<gateway::config::Issue>& issues);

/// The issues of a file. Checks that it is rejected exactly when one of them is an error.
std::vector<std::string> issuesIn(std::string_view text);

/// A file with one provider, `deepseek`, and the additions of a row.
std::string withTop(const std::string& more);

} // namespace test
