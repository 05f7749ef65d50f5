// libcurl as Swift can call it: `curl_easy_setopt` and `curl_easy_getinfo` are variadic, so each argument type has a door.
#pragma once
#include <curl/curl.h>

static inline CURLcode wirecopy_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode wirecopy_set_large(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode wirecopy_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode wirecopy_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode wirecopy_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}
typedef size_t (*wirecopy_bytes_callback)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode wirecopy_set_bytes_callback(CURL *handle, CURLoption option, wirecopy_bytes_callback callback) {
  return curl_easy_setopt(handle, option, callback);
}
typedef int (*wirecopy_progress_callback)(void *context, curl_off_t total, curl_off_t now, curl_off_t upTotal,
                                          curl_off_t upNow);
static inline CURLcode wirecopy_set_progress_callback(CURL *handle, wirecopy_progress_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}
static inline CURLcode wirecopy_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode wirecopy_get_large(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode wirecopy_get_string(CURL *handle, CURLINFO info, char **value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode wirecopy_get_pointer(CURL *handle, CURLINFO info, void **value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLMcode wirecopy_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLSHcode wirecopy_share_set_data(CURLSH *share, CURLSHoption option, curl_lock_data value) {
  return curl_share_setopt(share, option, value);
}
// CURLMsg keeps its result in a union that Swift does not name.
static inline CURLcode wirecopy_message_result(const CURLMsg *message) { return message->data.result; }
static inline CURLcode wirecopy_set_ready_callback(CURL *handle, curl_prereq_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, callback);
}
static inline CURLcode wirecopy_set_socket_callback(CURL *handle, curl_sockopt_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, callback);
}
static inline CURLcode wirecopy_set_tls_callback(CURL *handle, curl_ssl_ctx_callback callback) {
  return curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, callback);
}
static inline CURLcode wirecopy_set_bytes(CURL *handle, CURLoption option, const void *value) {
  return curl_easy_setopt(handle, option, value);
}
