#include "charge_reader.h"

#include "ledger_rows.h"

#include <utility>

namespace gateway::usage {

Result<void> ChargeReader::read(std::int64_t exchange, ExchangeRecord& record, SharedTextReader* prices)
{
    if (!m_rows) {
        auto prepared = m_connection.prepare(selectCharges());
        if (!prepared)
            return failure(std::move(prepared.error()));
        m_rows = std::move(*prepared);
    }
    m_rows->bind(exchange);
    auto found = m_rows->step();
    for (; found && *found; found = m_rows->step()) {
        Charge& charge = record.charges.emplace_back();
        const auto key = readCharge(*m_rows, charge);
        if (!key || !prices)
            continue;
        auto price = prices->price(*key);
        if (!price)
            return failure(std::move(price.error()));
        charge.price = std::move(*price);
    }
    m_rows->reset();
    return found ? Result<void>() : failure(std::move(found.error()));
}

} // namespace gateway::usage
