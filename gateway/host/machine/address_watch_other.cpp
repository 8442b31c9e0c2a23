#include "address_watch.h"

namespace gateway::host {

AddressWatch::~AddressWatch() = default;
bool AddressWatch::listen() { return false; }
void AddressWatch::read() { }

} // namespace gateway::host
