#include "json.h"

#include "json_reading.h"
#include "json_tree.h"

#include "gateway/core/text/surrogate.h"

#include <QtGlobal>

#include <simdjson.h>

#include <array>
#include <charconv>
#include <utility>

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace gateway {

namespace {

namespace dom = simdjson::dom;

/// The value of `value`, which must be a `T`.
template <class T> T valueOf(dom::element value) { return value.get<T>().value_unsafe(); }

/// Passes a text parsed by simdjson to `tree`. False: the tree rejected it.
bool tell(JsonTree& tree, dom::element value);

bool tellMembers(JsonTree& tree, dom::element value)
{
    const dom::object object = value;
    if (!tree.start_object(object.size()))
        return false;
    for (const dom::key_value_pair& member : object) {
        std::string name(member.key);
        if (!tree.key(name) || !tell(tree, member.value))
            return false;
    }
    return tree.end_object();
}

bool tellElements(JsonTree& tree, dom::element value)
{
    const dom::array array = value;
    if (!tree.start_array(array.size()))
        return false;
    for (const dom::element element : array)
        if (!tell(tree, element))
            return false;
    return tree.end_array();
}

bool tell(JsonTree& tree, dom::element value)
{
    switch (value.type()) {
    case dom::element_type::OBJECT: return tellMembers(tree, value);
    case dom::element_type::ARRAY: return tellElements(tree, value);
    case dom::element_type::STRING: {
        std::string text(valueOf<std::string_view>(value));
        return tree.string(text);
    }
    case dom::element_type::INT64: {
        const auto number = valueOf<std::int64_t>(value);
        return number < 0 ? tree.number_integer(number) : tree.number_unsigned(static_cast<std::uint64_t>(number));
    }
    case dom::element_type::UINT64: return tree.number_unsigned(valueOf<std::uint64_t>(value));
    case dom::element_type::DOUBLE: return tree.number_float(valueOf<double>(value), {});
    case dom::element_type::BOOL: return tree.boolean(valueOf<bool>(value));
    case dom::element_type::NULL_VALUE: return tree.null();
    }
    return false;
}

/// Whether there may be an unpaired surrogate, which simdjson does not always detect.
bool mayHoldHalves(std::string_view text)
{
    for (std::size_t at = text.find("\\u"); at != std::string_view::npos; at = text.find("\\u", at)) {
        if (surrogateAt(text, at) == 0) {
            at += 2;
            continue;
        }
        const bool isEscaped = at > 0 && text[at - 1] == '\\'; // perhaps not an escape at all
        if (isEscaped || !isSurrogatePair(text, at))
            return true;
        at += 2 * kUnitEscape;
    }
    return false;
}

tl::unexpected<JsonFault> invalid(Sentence words) { return tl::unexpected<JsonFault>(JsonFault{JsonFault::Kind::Invalid, std::move(words)}); }

tl::unexpected<JsonFault> faultOf(const JsonTree& tree)
{
    return tl::unexpected<JsonFault>(JsonFault{tree.isTooDeep() ? JsonFault::Kind::TooDeep : JsonFault::Kind::Invalid, tree.problem()});
}

/// Slower, but accepts all valid JSON and reports line and column of errors.
tl::expected<Json, JsonFault> readCarefully(std::string_view text)
{
    if (text.find('\0') != std::string_view::npos) // the parser would treat it as the end
        return invalid(QT_TRANSLATE_NOOP("Error", "contains a NUL byte, which is not valid in JSON"));
    JsonTree tree;
    try {
        if (Json::sax_parse(text.begin(), text.end(), &tree))
            return tree.take();
    } catch (const Json::exception& problem) { // at a limit of its own
        return invalid(asIs(problem.what()));
    }
    return faultOf(tree);
}

/// The escape after the backslash for each byte; 'u' for those with a number.
constexpr auto kEscapes = [] {
    std::array<char, 256> escapes{};
    for (std::size_t i = 0; i < 0x20; ++i)
        escapes[i] = 'u';
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
}();

void write(std::string& out, std::string_view text)
{
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    out += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (kEscapes[byte] == 0)
            continue;
        out.append(text, begin, i - begin);
        out += '\\';
        out += kEscapes[byte];
        if (kEscapes[byte] == 'u')
            out.append("00").append(1, kHexDigits[byte >> 4]).append(1, kHexDigits[byte & 0xf]);
        begin = i + 1;
    }
    out.append(text, begin).append(1, '"');
}

template <class Integer> void write(std::string& out, Integer value)
{
    std::array<char, 24> digits;
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void write(std::string& out, const Json& value);

void writeMembers(std::string& out, const Json::object_t& object)
{
    char before = '{';
    for (const auto& [name, value] : object) {
        out += std::exchange(before, ',');
        write(out, std::string_view(name));
        out += ':';
        write(out, value);
    }
    out += object.empty() ? "{}" : "}";
}

void writeElements(std::string& out, const Json::array_t& array)
{
    char before = '[';
    for (const Json& value : array) {
        out += std::exchange(before, ',');
        write(out, value);
    }
    out += array.empty() ? "[]" : "]";
}

void write(std::string& out, const Json& value)
{
    switch (value.type()) {
    case Json::value_t::object: return writeMembers(out, value.get_ref<const Json::object_t&>());
    case Json::value_t::array: return writeElements(out, value.get_ref<const Json::array_t&>());
    case Json::value_t::string: return write(out, std::string_view(value.get_ref<const std::string&>()));
    case Json::value_t::number_integer: return write(out, value.get_ref<const std::int64_t&>());
    case Json::value_t::number_unsigned: return write(out, value.get_ref<const std::uint64_t&>());
    case Json::value_t::binary: out.append(value.get_binary().begin(), value.get_binary().end()); return; // digits
    default: out += value.dump(); // a word, or the shortest representation of a number
    }
}

void writePretty(std::string& out, const Json& value, std::size_t indent)
{
    constexpr std::size_t kStep = 2;
    if (!value.is_structured() || value.empty())
        return write(out, value);
    const std::string line = '\n' + std::string(indent + kStep, ' ');
    char before = value.is_object() ? '{' : '[';
    for (auto member = value.begin(); member != value.end(); ++member) {
        out += std::exchange(before, ',');
        out += line;
        if (value.is_object()) {
            write(out, std::string_view(member.key()));
            out += ": ";
        }
        writePretty(out, *member, indent + kStep);
    }
    out.append(1, '\n').append(indent, ' ').append(1, value.is_object() ? '}' : ']');
}

} // namespace

tl::expected<Json, JsonFault> readJson(std::string_view text)
{
    dom::parser parser;
    dom::element root;
    const bool isForSimdjson = !text.empty() && !mayHoldHalves(text); // simdjson copies the text, and does not accept an empty one
    if (!isForSimdjson || parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS)
        return readCarefully(text);
    JsonTree tree;
    if (!tell(tree, root))
        return faultOf(tree);
    return tree.take();
}

Result<Json> parseJson(std::string_view text)
{
    auto read = readJson(text);
    if (!read)
        return failure(ErrorKind::InvalidRequest, std::move(read.error().words));
    return std::move(*read);
}

std::string toText(const Json& value)
{
    std::string text;
    write(text, value);
    if (simdjson::validate_utf8(text))
        return text;
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string toPrettyText(const Json& value)
{
    std::string text;
    writePretty(text, value, 0);
    if (!simdjson::validate_utf8(text))
        text = value.dump(2, ' ', false, Json::error_handler_t::replace);
    return text + '\n';
}

} // namespace gateway
