#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gateway::protocol::anthropic {

/// Reads the content of messages in their order. Lives as long as the body is read.
class BlockReader {
public:
    /// `content`: a string, an array of blocks, or absent. Empty texts are dropped. `isKnownRole`: false if `role`
    /// replaces a role of a later API version, which may have any block.
    std::vector<Part> read(const BodyNode& content, Role role, bool isKnownRole = true);

private:
    struct Row;
    static const Row* rowFor(std::string_view type);

    void readBlock(const BodyNode& block, Role role, std::vector<Part>& parts);
    bool readText(const BodyNode& block, Part& part);
    bool readImage(const BodyNode& block, Part& part);
    bool readDocument(const BodyNode& block, Part& part);
    bool readSearchResult(const BodyNode& block, Part& part);
    bool readThinking(const BodyNode& block, Part& part);
    bool readRedactedThinking(const BodyNode& block, Part& part);
    bool readToolUse(const BodyNode& block, Part& part);
    bool readToolResult(const BodyNode& block, Part& part);
    void readResultBlock(const BodyNode& block, ToolResult& result, Json& cacheControl);

    bool m_isKnownRole = true; // of the current message
    std::unordered_map<std::string, std::string> m_toolOf; // tool name by call id
    std::unordered_set<std::string> m_others; // ids of unknown blocks
};

} // namespace gateway::protocol::anthropic
