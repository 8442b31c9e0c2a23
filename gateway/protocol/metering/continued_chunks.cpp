#include "continued_chunks.h"

#include "line_ends.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/json_walk.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

using simdjson::error_code;
using simdjson::SUCCESS;

constexpr std::string_view kData = "data:";

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool isScalar(JsonValue value) { return !isObject(value) && !isArray(value); }

/// Without the white space after it.
std::string_view tokenOf(JsonValue value)
{
    std::string_view token = value.raw_json_token();
    while (!token.empty() && isSpace(token.back()))
        token.remove_suffix(1);
    return token;
}

/// A range of the chunk and its replacement.
struct Change {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view text = {};
};

struct Place {
    const char* key;
    std::string_view json; ///< empty: unchanged
    bool isThere = false;
};

/// Finds the changes for one chunk, in order.
class Finder {
public:
    Finder(std::string_view json, const ChunkIdentity& identity)
        : m_json(json), m_places{{{"id", identity.id}, {"created", identity.created}, {"model", identity.model}}}
    {
    }

    error_code read(simdjson::ondemand::object root)
    {
        return eachField(root, [&](JsonField& field) {
            if (field.key() == "choices") {
                m_hasChoices = isArray(field.value());
                return eachElementOf(field.value(), [&](JsonValue choice) { return readChoice(choice); });
            }
            for (Place& place : m_places)
                if (!place.json.empty() && isScalar(field.value()) && field.key() == place.key)
                    replace(place, tokenOf(field.value()));
            return SUCCESS;
        });
    }
    bool isOfAnswer() const { return m_hasChoices; }
    const std::vector<Change>& changes() const { return m_changes; }
    const std::array<Place, 3>& places() const { return m_places; }

private:
    error_code readChoice(JsonValue choice)
    {
        return eachFieldOf(choice, [&](JsonField& field) {
            if (field.key() != "delta")
                return SUCCESS;
            return eachFieldOf(field.value(), [&](JsonField& inner) {
                if (inner.key() == "role" && isScalar(inner.value()))
                    cutOut(inner.key().raw(), tokenOf(inner.value()));
                return SUCCESS;
            });
        });
    }

    void replace(Place& place, std::string_view token)
    {
        place.isThere = true;
        const std::size_t begin = offsetOf(token.data());
        m_changes.push_back({begin, begin + token.size(), place.json});
    }

    /// Removes a field together with its comma. `key`: after its quotation mark.
    void cutOut(const char* key, std::string_view token)
    {
        std::size_t begin = offsetOf(key) - 1;
        std::size_t end = offsetOf(token.data()) + token.size();
        while (end < m_json.size() && isSpace(m_json[end]))
            ++end;
        if (end < m_json.size() && m_json[end] == ',') {
            ++end;
        } else {
            std::size_t before = begin;
            while (before > 0 && isSpace(m_json[before - 1]))
                --before;
            if (before > 0 && m_json[before - 1] == ',')
                begin = before - 1;
        }
        m_changes.push_back({begin, end});
    }

    std::size_t offsetOf(const char* at) const { return static_cast<std::size_t>(at - m_json.data()); }

    std::string_view m_json;
    std::array<Place, 3> m_places;
    std::vector<Change> m_changes;
    bool m_hasChoices = false;
};

} // namespace

ChunkIdentity identityOf(std::string_view chunk)
{
    const auto json = parseJson(chunk);
    if (!json || !json->is_object())
        return {};
    const auto textOf = [&json](const char* key) {
        const auto found = json->find(key);
        return found != json->end() && (found->is_string() || found->is_number()) ? toText(*found) : std::string();
    };
    return {textOf("id"), textOf("created"), textOf("model")};
}

class ContinuedChunks::Parser {
public:
    /// Appends the edited `line` to `out`; false if there is nothing to edit in it.
    bool edit(std::string_view line, const ChunkIdentity& identity, std::string& out)
    {
        const std::size_t begin = line.find('{');
        if (!line.starts_with(kData) || begin == std::string_view::npos)
            return false;
        const std::string_view json = line.substr(begin);
        m_padded.reserve(json.size() + simdjson::SIMDJSON_PADDING);
        m_padded.assign(json);
        simdjson::ondemand::document document;
        simdjson::ondemand::object root;
        Finder finder(m_padded, identity);
        const simdjson::padded_string_view padded(m_padded.data(), m_padded.size(), m_padded.capacity());
        if (m_parser.iterate(padded).get(document) || document.get_object().get(root) || finder.read(root)
            || !finder.isOfAnswer())
            return false;
        out.append(line.substr(0, begin + 1));
        for (const Place& place : finder.places())
            if (!place.isThere && !place.json.empty())
                out.append(1, '"').append(place.key).append("\":").append(place.json).append(1, ',');
        std::size_t done = 1;
        for (const Change& change : finder.changes()) {
            out.append(json.substr(done, change.begin - done)).append(change.text);
            done = change.end;
        }
        out.append(json.substr(done));
        return true;
    }

private:
    simdjson::ondemand::parser m_parser;
    std::string m_padded;
};

ContinuedChunks::ContinuedChunks(ChunkIdentity identity) : m_identity(std::move(identity)), m_parser(new Parser) { }
ContinuedChunks::~ContinuedChunks() = default;

void ContinuedChunks::endLine()
{
    if (std::exchange(m_isFirst, false) && m_line.starts_with(kByteOrderMark))
        m_line.erase(0, kByteOrderMark.size()); // of another stream than the client's
    if (!m_parser->edit(m_line, m_identity, m_out))
        m_out.append(m_line);
    m_line.clear();
}

std::string_view ContinuedChunks::feed(std::string_view piece)
{
    m_out.clear();
    LineEnds ends(piece);
    for (std::size_t begin = 0; begin < piece.size();) {
        const std::size_t end = ends.next(begin);
        const bool isWhole = end < piece.size();
        const std::string_view part = piece.substr(begin, end + 1 - begin);
        begin = end + 1;
        m_line.append(part);
        if (m_isTooLong || m_line.size() > kMaxLine) {
            m_out.append(m_line);
            m_line.clear();
            m_isTooLong = !isWhole;
        } else if (isWhole) {
            endLine();
        }
    }
    return m_out;
}

std::string_view ContinuedChunks::finish(std::string_view piece)
{
    (void)feed(piece);
    if (!m_line.empty())
        endLine();
    return m_out;
}

} // namespace gateway::protocol
