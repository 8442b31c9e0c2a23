#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gateway::protocol::anthropic {

/// Reads the content of one message after the other. Lives as long as the body is read.
class BlockReader {
public:
    /// `content`: a string, an array of blocks, or absent. Empty texts are left out. `isKnownRole`: false where `role`
    /// stands for one of a later version, in which any block may stand.
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

    bool m_isKnownRole = true; // of the message that is being read
    std::unordered_map<std::string, std::string> m_toolOf; // by the id of its call
    std::unordered_set<std::string> m_others; // ids of blocks that are not known here
};

} // namespace gateway::protocol::anthropic
