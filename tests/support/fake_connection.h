#pragma once

#include "fake_state.h"
#include "reply_plan.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QTcpSocket;

namespace tests {

/// One connection of the fake upstream: reads requests, plays their replies.
/// Lives in the fake's thread; deletes itself when the peer disconnects.
class FakeConnection final : public QObject {
    Q_OBJECT
public:
    FakeConnection(QTcpSocket* socket, std::shared_ptr<FakeState> state, QObject* parent);

    void closeIfIdle();
    void permitted(); ///< a step may proceed

private:
    void received();
    bool readHead();
    void answer();
    void begin(std::vector<ReplyStep> steps);
    void play();
    bool perform(const ReplyStep& step); ///< false: wait
    void finished();
    void reset();
    void gone();

    QTcpSocket* m_socket;
    std::shared_ptr<FakeState> m_state;
    QTimer m_delay{this};
    QTimer m_idle{this};
    std::string m_in;
    RecordedRequest m_request;
    BodyReader m_body;
    bool m_inBody = false;
    bool m_isAnswering = false;
    bool m_isPlaying = false;
    bool m_delayed = false; // the current step's delay has passed
    std::size_t m_index = 0;
    std::vector<ReplyStep> m_steps;
    std::size_t m_step = 0;
    int m_done = 0; // how often the current step has run
    int m_served = 0;
};

} // namespace tests
