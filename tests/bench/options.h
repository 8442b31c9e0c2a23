#pragma once

#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

namespace bench {

/// False: the text is no such number, or more than that.
template <class Number> bool readInto(Number& number, std::string_view text)
{
    return std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size();
}

/// Reads "--name value ..." of the command line into a load, which must get a port and a
/// model. `set` takes one of them; false: no such option, or not with this value.
/// False, and it was said: something is wrong.
template <class Load>
bool readOptions(const char* program, int count, char** arguments, Load& load,
    bool (*set)(Load&, std::string_view name, const std::string& value))
{
    for (int i = 1; i < count; i += 2) {
        if (i + 1 < count && set(load, arguments[i], arguments[i + 1]))
            continue;
        std::fprintf(stderr, "%s: wrong option or value: %s\n", program, arguments[i]);
        return false;
    }
    if (load.port != 0 && !load.model.empty())
        return true;
    std::fprintf(stderr, "%s: --port and --model are needed\n", program);
    return false;
}

} // namespace bench
