#include "key_input.h"

#include "terminal.h"

#include "gateway/providers/signing/key_text.h"

#include <istream>
#include <ostream>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;
using gateway::Secret;

namespace {

constexpr std::size_t kMaxKeyBytes = 65536;

std::string readAll(std::istream& in)
{
    std::string text(kMaxKeyBytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

} // namespace

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
        return failure(ErrorKind::InvalidRequest, gateway::asIs("a key can have at most 65536 bytes; nothing was stored"));
    return gateway::providers::typedKey(Secret(std::move(text)));
}

} // namespace app
