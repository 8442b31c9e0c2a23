#pragma once

#include "gateway/core/text/sse.h"
#include "gateway/protocol/conversation/codec.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::cohere {

/// A stream of server-sent events, each of which also has its type in its data. A part ends when the next one begins,
/// because citations of a text may come after its content-end.
class Decoder final : public AnswerDecoder {
public:
    explicit Decoder(std::string idBase);
    void feed(std::string_view piece, std::vector<AnswerEvent>& events) override;
    void finish(std::vector<AnswerEvent>& events) override;

private:
    using Events = std::vector<AnswerEvent>;
    using Handler = void (Decoder::*)(const Json& event, Events& events);
    struct Row {
        std::string_view type;
        Handler handle;
    };
    static const Row kRows[];

    static const Row* rowFor(std::string_view type);
    void read(std::string_view data, std::string_view name, Events& events);
    void messageStart(const Json& event, Events& events);
    void contentStart(const Json& event, Events& events);
    void contentDelta(const Json& event, Events& events);
    void toolPlan(const Json& event, Events& events);
    void callStart(const Json& event, Events& events);
    void callDelta(const Json& event, Events& events);
    void citation(const Json& event, Events& events);
    void messageEnd(const Json& event, Events& events);

    void addText(const Json& event, Events& events);
    void open(Content content, Events& events);
    void close(Events& events);
    /// Opens a part of this kind unless one is open.
    void need(Content content, Events& events);
    void grow(PartGrew::What what, std::string text, Events& events, Json logProbs = {});
    void begin(std::string id, Events& events);
    void fail(std::string message, Events& events);
    void fail(AnswerError error, Events& events);

    SseReader m_reader;
    std::string m_idBase;
    std::optional<std::size_t> m_open; // kind of the open part: its index in Content
    int m_part = 0;
    std::size_t m_madeIds = 0;
    bool m_hasBegun = false;
    bool m_hasCalls = false;
    bool m_isEnding = false; // only the rest of the stream follows
    bool m_isOver = false;
};

std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase);

} // namespace gateway::protocol::cohere
