#include "bill_source.h"

#include "gateway/usage/reconcile/bill_file.h"

namespace ui::models {

using gateway::Result;
using gateway::usage::AskThread;

namespace {

Result<BillAnswer> compare(const QString& ledger, const BillQuestion& question, const AskThread::Stop& stop)
{
    BillAnswer answer;
    std::vector<gateway::usage::Bill> bills;
    for (const QString& file : question.files) {
        auto bill = gateway::usage::readBillFile(file);
        if (!bill) {
            gateway::Error error = bill.error();
            error.param = file.toStdString();
            return gateway::failure(std::move(error));
        }
        answer.files.push_back({file, bill->format, bill->notes});
        bills.push_back(std::move(*bill));
    }
    auto found = gateway::usage::reconcile(bills, ledger, question.provider, question.rate, [&stop] { return stop.isAsked(); });
    if (!found) return gateway::failure(std::move(found.error()));
    answer.found = std::move(*found);
    return answer;
}

} // namespace

BillSource::BillSource(const QString& ledger, QObject* parent) : QObject(parent), m_ledger(ledger), m_thread(QStringLiteral("bills")) { }

void BillSource::ask(const BillQuestion& question, QObject* context, Done done)
{
    forget();
    m_thread.ask<BillAnswer>([ledger = m_ledger, question](const AskThread::Stop& stop) { return compare(ledger, question, stop); }, context, std::move(done));
}

} // namespace ui::models
