#include "late_tools.h"

#include "rendered_tool.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/find_text.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/offered_tools.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

/// The beginning of the type of Anthropic's own tool searches.
constexpr std::string_view kToolSearch = "tool_search_tool_";

constexpr std::array<std::string_view, 9> kWords{"\"defer_loading\"", "\"tool_reference\"", "\"tool_addition\"", "\"tool_removal\"",
    "\"server_tool_use\"", "\"mcp_tool_use\"", "\"mcp_tool_result\"", "\"safeguards\"", kToolSearch};

Json::array_t* listIn(Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() ? found->get_ptr<Json::array_t*>() : nullptr;
}

/// Whether a block is about a tool that Anthropic runs or loads.
bool isOfLateTool(const std::string& type)
{
    return type == "tool_reference" || type == "server_tool_use" || type == "mcp_tool_use" || type.ends_with("_tool_result");
}

bool isToolSearch(const Json& tool) { return json::textOf(tool, "type").starts_with(kToolSearch); }

class PlainTools {
public:
    PlainTools(Json& body, Losses& losses)
        : m_body(body)
        , m_losses(losses)
    {
        if (const auto* const tools = listIn(body, "tools"))
            for (const Json& tool : *tools)
                m_offers.push_back({tool});
    }

    bool make()
    {
        if (auto* const messages = listIn(m_body, "messages"))
            settleMessages(*messages);
        settleTools();
        if (m_body.erase("safeguards") > 0)
            lose("safeguards");
        return m_isChanged;
    }

private:
    struct Offer {
        Json tool;
        bool isOffered = true;
    };

    void lose(const std::string& what)
    {
        m_losses.add(what);
        m_isChanged = true;
    }

    Offer* offerOf(const std::string& name)
    {
        const auto known = std::ranges::find_if(m_offers, [&](const Offer& offer) { return json::textOf(offer.tool, "name") == name; });
        return name.empty() || known == m_offers.end() ? nullptr : &*known;
    }

    void offer(const Json& tool)
    {
        if (Offer* const known = offerOf(json::textOf(tool, "name")))
            *known = {tool};
        else
            m_offers.push_back({tool});
    }

    /// False if only Anthropic can make this change.
    bool change(const Json& block)
    {
        const Json& tool = json::fieldOf(block, "tool");
        const std::string what = json::textOf(tool, "type");
        const bool isAddition = json::textOf(block, "type") == "tool_addition";
        if (what == "tool_definition" && isAddition) {
            offer(json::fieldOf(tool, "definition"));
            return true;
        }
        if (what != "tool_reference")
            return false;
        if (Offer* const known = offerOf(json::textOf(tool, "name")))
            known->isOffered = isAddition;
        return true;
    }

    void loseBlock(const std::string& type) { lose("content of type " + nameableType(type)); }

    /// Replaces a block of a late tool with text. False if it has none and is to be removed.
    bool keepsWords(Json& block)
    {
        const std::string type = json::textOf(block, "type");
        if (!isOfLateTool(type))
            return true;
        std::string words = renderedTool({Format::Anthropic, block}, m_losses);
        if (words.empty()) {
            loseBlock(type);
            return false;
        }
        Json text{{"type", "text"}, {"text", std::move(words)}};
        if (const Json& mark = json::fieldOf(block, "cache_control"); mark.is_object())
            text["cache_control"] = mark;
        block = std::move(text);
        m_isChanged = true;
        return true;
    }

    /// False if the block is to be removed.
    bool keeps(Json& block)
    {
        const std::string type = json::textOf(block, "type");
        if (type == "tool_addition" || type == "tool_removal") {
            if (!change(block))
                loseBlock(type);
            m_isChanged = true;
            return false;
        }
        if (auto* const pieces = type == "tool_result" ? listIn(block, "content") : nullptr)
            std::erase_if(*pieces, [this](Json& piece) { return !keepsWords(piece); });
        return keepsWords(block);
    }

    void settleMessages(Json::array_t& messages)
    {
        std::erase_if(messages, [this](Json& message) {
            auto* const blocks = listIn(message, "content");
            if (!blocks || blocks->empty())
                return false;
            std::erase_if(*blocks, [this](Json& block) { return !keeps(block); });
            return blocks->empty();
        });
    }

    bool isToOffer(Offer& offer)
    {
        const bool isDeferred = json::fieldOf(offer.tool, "defer_loading") == true;
        if (isDeferred && json::textOf(offer.tool, "name") == kDeferredToolPlaceholder) {
            lose("tools: " + std::string(kDeferredToolPlaceholder));
            return false;
        }
        if (isToolSearch(offer.tool)) {
            lose("tools: " + nameableType(json::textOf(offer.tool, "type")));
            return false;
        }
        if (offer.tool.is_object() && offer.tool.erase("defer_loading") > 0)
            lose("tools: defer_loading");
        return offer.isOffered;
    }

    void settleTools()
    {
        Json tools = Json::array();
        for (Offer& offer : m_offers)
            if (isToOffer(offer))
                tools.push_back(std::move(offer.tool));
        if (!m_isChanged)
            return;
        if (!tools.empty()) {
            m_body["tools"] = std::move(tools);
        } else if (m_body.erase("tools") > 0) {
            m_body.erase("tool_choice"); // it is rejected without tools
        }
    }

    Json& m_body;
    Losses& m_losses;
    std::vector<Offer> m_offers;
    bool m_isChanged = false;
};

} // namespace

bool mayHoldLateTools(std::string_view body)
{
    return std::ranges::any_of(kWords, [body](std::string_view word) { return holdsText(body, word); });
}

bool makeToolsPlain(Json& body, Losses& losses) { return PlainTools(body, losses).make(); }

} // namespace gateway::protocol
