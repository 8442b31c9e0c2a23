#include "piece_reader.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/offered_tools.h"

namespace gateway::protocol {

PieceReader::PieceReader(const Opaque& piece, Losses& losses)
    : m_piece(piece)
    , m_losses(losses)
{
    know(piece.value, {"id", "status", "call_id", "tool_use_id", "cache_control", "prompt_cache_breakpoint"});
    for (const char* const key : {"thoughtSignature", "thought_signature"})
        if (piece.format == Format::Gemini && !json::fieldOf(piece.value, key).is_null()) {
            know(piece.value, {key});
            m_isSigned = true;
        }
    const Json& caller = json::fieldOf(piece.value, "caller");
    if (json::textOf(caller, "type") == "direct") // called by the model itself, as all calls are in other formats
        (void)field(piece.value, "caller");
}

const Json& PieceReader::field(const Json& object, std::string_view key)
{
    const Json& value = json::fieldOf(object, key);
    m_account.addRead(value);
    return value;
}

std::string PieceReader::text(const Json& object, std::string_view key)
{
    const Json& value = json::fieldOf(object, key);
    if (!value.is_string())
        return {};
    m_account.addRead(value);
    return value.get<std::string>();
}

std::string PieceReader::words(const Json& object, std::string_view key)
{
    const Json& value = field(object, key);
    m_account.addWhole(value);
    return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : toText(value);
}

const Json& PieceReader::elements(const Json& list)
{
    for (const Json& each : list)
        m_account.addRead(each);
    return list;
}

void PieceReader::know(const Json& object, std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys)
        m_account.addWhole(field(object, key));
}

void PieceReader::reportUnread()
{
    if (m_isSigned)
        m_losses.add("thoughtSignature");
    const std::string place = (m_piece.place.empty() ? nameableType(kindOf(m_piece)) : m_piece.place) + '.';
    for (const std::string& path : m_account.unread(m_piece.value))
        m_losses.add(place + path);
}

} // namespace gateway::protocol
