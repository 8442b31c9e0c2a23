#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace tests {

/// A file from tests/data, such as "ollama/stream.ndjson"; empty if it does not exist.
inline std::string recorded(const std::string& name)
{
    std::ifstream file(SIGNALBOX_TEST_DATA "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace tests
