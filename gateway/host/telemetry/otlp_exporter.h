#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/secret.h"
#include "gateway/usage/metrics/genai_words.h"
#include "gateway/usage/metrics/prometheus_text.h"
#include "gateway/usage/metrics/series_book.h"
#include "gateway/usage/otlp/otlp_message.h"
#include "gateway/usage/record.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

class QNetworkReply;

namespace gateway::host {

/// Destination and options of the export of traces and metrics.
struct OtlpOptions {
    QUrl endpoint; ///< the part before "/v1/traces"
    std::vector<std::pair<std::string, Secret>> headers;
    usage::OtlpEncoding encoding = usage::OtlpEncoding::Protobuf;
    bool traces = true;
    bool metrics = true;
    Milliseconds interval{10000};
    Milliseconds timeout{10000};
    bool isPacked = true; ///< with gzip
};

/// Sends settled exchanges to a collector, in batches, one request at a time. Failed requests are repeated with
/// increasing delay; spans beyond `kMaxSpans`, and data that the collector rejects, are dropped, counted and logged.
/// Without new data nothing is sent and no timer runs. Used, created and destroyed in one thread.
class OtlpExporter final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxSpans = 8192; ///< pending
    static constexpr std::size_t kBatch = 512;     ///< spans in one request
    static constexpr int kPatience = 6; ///< attempts before the failure is logged and metrics wait for newer values

    /// Data read at the time of sending. All must outlive the exporter.
    struct Inputs {
        const usage::SeriesBook& book;
        const usage::ProviderNames& names;
        const std::atomic<std::int64_t>& inFlight;
        WallTime startedAt;
        std::string instanceId;
    };

    OtlpExporter(Inputs inputs, QObject* parent);
    ~OtlpExporter() override;

    /// Sets the options for later requests.
    void use(OtlpOptions options);
    void take(const usage::RecordBatch& records);
    /// Sends pending data without delay, then calls `done`; data of failed requests is dropped.
    void finish(std::function<void()> done);

    std::int64_t droppedSpans() const { return m_dropped; }

private:
    /// One request, until it is accepted or given up.
    struct Message {
        const char* path;
        QByteArray body;
        std::size_t spans = 0; ///< 0: metrics
        int attempts = 0;
        bool isPacked = false;
    };

    void arm();
    void sendNext();
    std::optional<Message> nextMessage();
    Message traces();
    Message metrics();
    Message message(const char* path, const std::string& text, std::size_t spans) const;
    void post();
    void answered(QNetworkReply& reply);
    void takeAnswer(QNetworkReply& reply);
    void complain(const std::string& why);
    void tryLater(int status, const QByteArray& retryAfter, const QString& why);
    void drop(std::size_t spans, const std::string& why);

    const Inputs m_inputs;
    OtlpOptions m_options;
    QNetworkAccessManager m_network;
    QTimer m_timer; // until the next interval or retry
    QNetworkReply* m_reply = nullptr;
    std::optional<Message> m_message;
    std::deque<std::shared_ptr<const usage::ExchangeRecord>> m_waiting;
    std::size_t m_waitingSpans = 0;
    bool m_hasFigures = false;    ///< the book has changed since it was last sent
    bool m_areFiguresDue = false; ///< set once in each interval
    std::int64_t m_dropped = 0;
    bool m_isDropLogged = false; ///< a drop was logged since the last success
    std::mt19937 m_random{std::random_device{}()};
    std::function<void()> m_finished;
};

} // namespace gateway::host
