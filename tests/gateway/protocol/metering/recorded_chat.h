#pragma once

#include "catch.h"

#include <fstream>
#include <iterator>
#include <string>

/// A recorded answer from tests/data/openai-chat, unchanged.
inline std::string recorded(const std::string& name)
{
    std::ifstream file(std::string(SIGNALBOX_TEST_DATA) + "/openai-chat/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}
