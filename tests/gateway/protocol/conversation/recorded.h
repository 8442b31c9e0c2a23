#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace tests {

/// A file of tests/data, such as "ollama/stream.ndjson"; empty if it is not there.
inline std::string recorded(const std::string& name)
{
    std::ifstream file(SIGNALBOX_TEST_DATA "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace tests
