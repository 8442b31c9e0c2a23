#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/conversation.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace gateway::protocol::anthropic {

/// Reads the content of one message after the other. Lives as long as the body is read.
class BlockReader {
public:
    /// `content`: a string, an array of blocks, or absent. Empty texts are left out.
    std::vector<Part> read(const BodyNode& content, Role role);

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

    std::unordered_map<std::string, std::string> m_toolOf; // by the id of its call
};

} // namespace gateway::protocol::anthropic
