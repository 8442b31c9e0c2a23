#include "event_bytes.h"

#include "catch.h"

#include "gateway/core/json/json.h"

#include <zlib.h>

#include <cstdint>
#include <fstream>
#include <sstream>

namespace tests {

namespace {

std::string big(std::size_t value, int bytes)
{
    std::string text;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        text += static_cast<char>((value >> shift) & 0xFF);
    return text;
}

} // namespace

std::string checksumBytes(const std::string& bytes)
{
    return big(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())), 4);
}

std::string eventWithFields(const std::string& fields, std::string_view payload)
{
    std::string message = big(fields.size() + payload.size() + 16, 4) + big(fields.size(), 4);
    message += checksumBytes(message);
    message += fields;
    message += payload;
    return message + checksumBytes(message);
}

std::string eventBytes(const EventHeaders& headers, std::string_view payload)
{
    std::string fields;
    for (const auto& [name, value] : headers)
        fields += big(name.size(), 1) + name + '\x07' + big(value.size(), 2) + value;
    return eventWithFields(fields, payload);
}

std::string eventsOfLines(std::string_view lines)
{
    std::string stream;
    std::istringstream in{std::string(lines)};
    for (std::string line; std::getline(in, line);) {
        const auto each = gateway::parseJson(line);
        REQUIRE(each);
        const std::string kind = each->contains("event") ? "event" : "exception";
        stream += eventBytes({{':' + kind + "-type", (*each)[kind].get<std::string>()},
                                 {":content-type", "application/json"}, {":message-type", kind}},
            gateway::toText((*each)["payload"]));
    }
    return stream;
}

std::string bedrockData(const std::string& name)
{
    std::ifstream file(SIGNALBOX_TEST_DATA "/bedrock/" + name, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace tests
