// A configuration of another gateway: read, written for both programs, and read again.

#include "input.h"

#include "gateway/config/document.h"
#include "gateway/config/foreign/conversion.h"

using fuzz::Input;
using fuzz::require;
using namespace gateway;
using config::foreign::Program;

namespace {

bool isOneLine(const std::string& text) { return !text.empty() && text.find('\n') == std::string::npos; }

void checkExport(const config::Settings& settings, Program to)
{
    const auto exported = config::foreign::exportText(settings, to);
    require(exported.has_value(), "everything can be exported");
    for (const auto& note : exported->notes)
        require(isOneLine(toText(note)), "a note is one line");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto conversion = config::foreign::importText(text, {});
    if (!conversion) {
        require(isOneLine(conversion.error().text()), "a refusal is one line");
        return 0;
    }
    for (const auto& note : conversion->notes)
        require(isOneLine(toText(note)), "a note is one line");
    for (const auto& secret : conversion->secrets)
        require(SecretReference::parse(secret.reference.toString()).has_value(), "a secret has a reference");
    checkExport(conversion->settings, Program::Apisix);
    checkExport(conversion->settings, Program::Higress);
    return 0;
}
