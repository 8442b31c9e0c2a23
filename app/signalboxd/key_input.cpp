#include "key_input.h"

#include "terminal.h"

#include <algorithm>
#include <istream>
#include <ostream>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::Secret;

namespace {

constexpr std::size_t kMaxKeyBytes = 65536;

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool isJsonSpace(char c) { return c == '\n' || c == '\r' || c == '\t'; }

std::string readAll(std::istream& in)
{
    std::string text(kMaxKeyBytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

} // namespace

Result<Secret> keyFromText(std::string text)
{
    const auto end = text.find_last_not_of("\r\n");
    text.resize(end == std::string::npos ? 0 : end + 1);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return failure(ErrorKind::InvalidRequest, "the key is empty; nothing was stored");
    const bool isJson = text.front() == '{';
    const bool isClean = std::none_of(text.begin(), text.end(), [isJson](char c) { return isControl(c) && !(isJson && isJsonSpace(c)); });
    if (!isClean)
        return failure(ErrorKind::InvalidRequest,
                       "a key is one line without control characters (JSON credentials may have several lines); nothing was stored");
    return Secret(std::move(text));
}

Result<Secret> readKey(const std::string& prompt, std::istream& in, std::ostream& err)
{
    std::string text;
    if (standardInputIsTerminal()) {
        err << prompt << ": " << std::flush;
        {
            const EchoOff hidden;
            std::getline(in, text);
        }
        err << '\n';
    } else {
        text = readAll(in);
    }
    if (text.size() > kMaxKeyBytes)
        return failure(ErrorKind::InvalidRequest, "a key has at most 65536 bytes; nothing was stored");
    return keyFromText(std::move(text));
}

} // namespace app
