// c-ares: names to addresses with error classes, driven by the curl thread's own loop.
#pragma once
#include <netdb.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <ares.h>
