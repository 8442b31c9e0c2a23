#pragma once

#include "gateway/core/json/json.h"

#include "catch.h"

#include <fstream>
#include <iterator>
#include <string>

namespace tests {

inline std::string recorded(const std::string& name)
{
    std::ifstream file(std::string(SIGNALBOX_TEST_DATA) + "/openai-responses/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline gateway::Json json(const std::string& text)
{
    auto parsed = gateway::parseJson(text);
    REQUIRE(parsed);
    return std::move(*parsed);
}

} // namespace tests
