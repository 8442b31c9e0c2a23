#include "machine_addresses.h"

#include <QNetworkInterface>

namespace gateway::host {

std::vector<std::string> machineAddresses()
{
    std::vector<std::string> literals;
    const auto addresses = QNetworkInterface::allAddresses();
    for (QHostAddress address : addresses) {
        address.setScopeId({});
        literals.push_back(address.toString().toStdString());
    }
    return literals;
}

} // namespace gateway::host
